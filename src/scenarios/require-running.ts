import { GateError } from '../model/errors.ts';

/** Refuses to begin a run that is not wanted any more. @throws GateError `ABORTED` */
export function requireRunning(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new GateError({
    code: 'ABORTED',
    message: 'The run was aborted before it began.',
    fix: 'Pass a signal that has not been aborted.',
    cause: signal.reason,
  });
}
