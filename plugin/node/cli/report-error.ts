/** What a failed command prints, and with which code the process ends. */
import { GateError, type GateErrorCode } from '../../../src/model/errors.ts';

/** Errors in what the user wrote, as against a run that failed. */
const misuse: ReadonlySet<GateErrorCode> = new Set([
  'BAD_OPTION',
  'BAD_QUANTITY',
  'BAD_TARGET',
  'BAD_METRIC',
  'BAD_TASK',
  'UNSUPPORTED',
]);

/**
 * Prints the error on stderr.
 *
 * @returns the exit code: 2 for what the user wrote, 130 for Ctrl-C, 1 for everything else
 */
export function reportError(error: unknown): number {
  if (error instanceof GateError) {
    if (error.code === 'ABORTED') {
      console.error('Interrupted; its workers are closed.');
      return 130;
    }
    console.error(error.message);
    return misuse.has(error.code) ? 2 : 1;
  }
  // The parsers' own complaints: a value that is missing, a word too many.
  if (error instanceof Error && error.name === 'CACError') {
    console.error(`${error.message}. Add --help to see how the command is used.`);
    return 2;
  }
  console.error(error);
  return 1;
}
