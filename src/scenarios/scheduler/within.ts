import { GateError } from '../../model/errors.ts';

/**
 * Waits for a promise, but not for ever.
 *
 * @param time in ns
 * @throws what `late` makes when the time is over, GateError `ABORTED` when the signal says so
 */
export async function within<T>(
  promise: Promise<T>,
  time: number,
  signal: AbortSignal | undefined,
  late: () => GateError,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), Math.min(2 ** 31 - 1, Math.ceil(time / 1e6)));
    abort = (): void => {
      reject(
        new GateError({
          code: 'ABORTED',
          message: 'The run was aborted.',
          fix: 'Nothing: whoever holds the AbortSignal, or the test that ended, wanted it so.',
          cause: signal?.reason,
        }),
      );
    };
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
    if (abort !== undefined) signal?.removeEventListener('abort', abort);
  }
}
