import { GateError } from '../../model/errors.ts';

/** Ends a run that is not wanted any more. @throws GateError `ABORTED` */
export function requireGoingOn(scheduler: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new GateError({
    code: 'ABORTED',
    message: `The run of ${scheduler} was aborted.`,
    fix: 'Nothing: whoever holds the AbortSignal, or the test that ended, wanted it so.',
    cause: signal.reason,
  });
}
