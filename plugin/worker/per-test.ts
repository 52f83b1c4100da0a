/**
 * A store beside tests. Vitest may evaluate a module once for the runner and again for a bench file; both must see the
 * same store, so it lies under a global symbol.
 */
export function perTest<T>(name: string): WeakMap<object, T> {
  const stores = globalThis as { [key: symbol]: WeakMap<object, T> | undefined };
  return (stores[Symbol.for(`benchgate.${name}`)] ??= new WeakMap<object, T>());
}
