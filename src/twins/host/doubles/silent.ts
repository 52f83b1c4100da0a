/**
 * What stands for `expect`, `assert` and their like: it takes every call and every property, checks nothing and never fails. The
 * run itself has checked; here only time counts, and the other side's figures may well be different.
 */
import { isThenable } from '../record/callable.ts';

/** Makes a value that answers itself to everything. Awaited, it waits for the promise that it was given, and never rejects. */
export function createSilent(given?: unknown): unknown {
  // Looked at here already: nobody else may wait for it.
  const settled = isThenable(given) ? Promise.resolve(given).then(nothing, nothing) : Promise.resolve();
  const settle = async (done: (value: undefined) => void): Promise<void> => {
    await settled;
    done(undefined);
  };
  const silent: unknown = new Proxy(function silentFunction(): void {}, {
    get(_, key) {
      if (key === 'then') return settle;
      if (key === Symbol.toPrimitive) return () => '';
      if (key === Symbol.iterator) return () => [][Symbol.iterator]();
      return typeof key === 'symbol' ? undefined : silent;
    },
    set: () => true,
    apply: () => silent,
    construct: () => silent as object,
  });
  return silent;
}

function nothing(): undefined {}

/** `expect`: what it answers waits for the promise that it was given. */
export function createSilentExpect(): unknown {
  const silent = createSilent() as object;
  const withValue = (value: unknown): unknown => createSilent(value);
  return new Proxy(function expect(): void {}, {
    get(_, key) {
      if (key === 'then') return undefined;
      if (key === 'soft') return withValue;
      if (key === 'getState') return () => ({});
      return Reflect.get(silent, key) as unknown;
    },
    set: () => true,
    apply: (_, __, [value]: readonly unknown[]) => withValue(value),
  });
}

/** `should()`: gives every object a property of this name, as chai does, that checks nothing. */
export function silentShould(): unknown {
  const silent = createSilent();
  // oxlint-disable-next-line no-extend-native -- as chai does when it is called
  Object.defineProperty(Object.prototype, 'should', { configurable: true, get: () => silent });
  return silent;
}
