import { distance } from 'fastest-levenshtein';

/**
 * A sentence such as ` Did you mean "latency"?` when one of the known names is close to what was written,
 * the empty string when none is. Upper and lower case count only between names that are otherwise equally close.
 */
export function suggest(written: string, known: readonly string[]): string {
  let nearest: { readonly name: string; readonly apart: number; readonly exactly: number } | undefined;
  for (const name of known) {
    const candidate = {
      name,
      apart: distance(written.toLowerCase(), name.toLowerCase()),
      exactly: distance(written, name),
    };
    const closer =
      nearest === undefined ||
      candidate.apart < nearest.apart ||
      (candidate.apart === nearest.apart && candidate.exactly < nearest.exactly);
    if (closer) nearest = candidate;
  }
  return nearest !== undefined && isNear(written, nearest.name, nearest.apart)
    ? ` Did you mean ${JSON.stringify(nearest.name)}?`
    : '';
}

/** Few letters differ, and not all of them: any two names of two letters are only two letters apart. */
function isNear(written: string, name: string, apart: number): boolean {
  return apart <= Math.max(2, Math.floor(name.length / 3)) && apart < Math.max(written.length, name.length);
}
