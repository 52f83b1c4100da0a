/** What went wrong, in terms of whoever asked for the tree. */
import { GateError } from '../model/errors.ts';

const full = /no space left on device|not enough space|disk quota exceeded|\bENOSPC\b|\bEDQUOT\b/i;

/** Whether a program said, or a file system error says, that the disk is full. */
export function saysDiskFull(text: string): boolean {
  return full.test(text);
}

/** The disk that holds the trees is full. */
export function diskFull(folder: string, cause?: unknown): GateError {
  return new GateError({
    code: 'DISK_FULL',
    message: `The disk has no room for the code of the base and its dependencies in ${folder}.`,
    fix: 'Make room on that disk, or set TMPDIR and the cache folder to one that has some.',
    cause,
  });
}

/** Any error as a GateError: those that are one already stay what they are. */
export function asGateError(cause: unknown, folder: string, signal: AbortSignal | undefined): GateError {
  if (cause instanceof GateError) return cause;
  if (signal?.aborted === true) {
    return new GateError({
      code: 'ABORTED',
      message: 'The checkout of the base was aborted.',
      fix: 'Nothing: whoever holds the AbortSignal wanted it so.',
      cause: signal.reason,
    });
  }
  const says = cause instanceof Error ? cause.message : String(cause);
  if (saysDiskFull(says)) return diskFull(folder, cause);
  return new GateError({
    code: 'BASE_TREE_FAILED',
    message: `The code of the base cannot be checked out in ${folder}: ${says}.`,
    fix: 'Mend what git or the file system complains about; the folder may be deleted at any time.',
    cause,
  });
}
