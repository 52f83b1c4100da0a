/** Ctrl-C ends a run in an orderly way: threads are closed before the process ends. */

/** A signal that is aborted by SIGINT and SIGTERM. */
export interface SignalAbort {
  readonly signal: AbortSignal;
  /** Leaves the signals to whoever else listens. */
  readonly stop: () => void;
}

/** Listens to the first SIGINT or SIGTERM; the second one ends the process at once, as it would without us. */
export function abortOnSignals(): SignalAbort {
  const controller = new AbortController();
  const stop = (): void => {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  };
  const abort = (): void => {
    stop();
    controller.abort();
  };
  process.on('SIGINT', abort).on('SIGTERM', abort);
  return { signal: controller.signal, stop };
}
