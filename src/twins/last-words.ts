/** Why a measuring process ended, in one line. */

/** How much of what it printed last is told. */
const mostLines = 3;
const mostCharacters = 300;

/** @param printed the end of what it printed */
export function describeEnd(code: number | null, signal: string | null, printed: string): string {
  if (printed.includes('heap out of memory')) return 'The measuring process ran out of memory.';
  if (signal === 'SIGKILL')
    return 'The measuring process was killed (SIGKILL), as a system does that runs out of memory.';
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  return `The measuring process ended ${how}.${lastWords(printed)}`;
}

/** A sentence, or nothing. */
export function lastWords(printed: string): string {
  const lines = printed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return '';
  const end = lines.slice(-mostLines).join(' ⏎ ');
  return ` Its last words: ${end.length > mostCharacters ? `…${end.slice(-mostCharacters)}` : end}`;
}
