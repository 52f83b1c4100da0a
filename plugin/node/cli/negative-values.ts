/**
 * Joins `--tasks -1` to `--tasks=-1`: the parser would take a negative number for a flag, and the user would be told
 * of an unknown flag `-1` instead of a number that is too small.
 */
export function joinNegativeValues(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const flag = joined.at(-1);
    if (/^-\d/.test(word) && flag !== undefined && /^--[^=]+$/.test(flag))
      joined[joined.length - 1] = `${flag}=${word}`;
    else joined.push(word);
  }
  return joined;
}
