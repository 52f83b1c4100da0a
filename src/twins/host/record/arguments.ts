import { isCallable, type Callable } from './callable.ts';

/** What `test` and `describe` are called with, besides the name. */
interface Registration {
  readonly options: Readonly<Record<string, unknown>>;
  readonly fn: Callable | undefined;
}

/** Reads `(name, fn)`, `(name, options, fn)` and `(name, fn, timeout)`. */
export function readRegistration(second: unknown, third: unknown): Registration {
  const options = typeof second === 'object' && second !== null ? (second as Record<string, unknown>) : {};
  if (isCallable(second)) return { options, fn: second };
  return { options, fn: isCallable(third) ? third : undefined };
}

/** A name as Vitest writes it: a function or class may stand for its own. */
export function readName(name: unknown): string {
  if (typeof name === 'string') return name;
  return isCallable(name) ? name.name || '<anonymous>' : String(name);
}

/** Whether flags or options say that something is not to be run. */
export function saysSkip(...words: readonly Readonly<Record<string, unknown>>[]): boolean {
  return words.some(({ skip, todo }) => Boolean(skip) || Boolean(todo));
}
