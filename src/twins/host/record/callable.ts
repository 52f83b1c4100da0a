/** A function of the user's: what it takes and answers is its own affair. */
export type Callable = (...args: readonly unknown[]) => unknown;

/** Whether a value can be called. */
export function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

/** Whether a value can be awaited. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    isCallable((value as { then?: unknown }).then)
  );
}
