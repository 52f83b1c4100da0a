/**
 * The loops that call benchmarked functions. Both sides go through the same code, which has seen many functions before: it inlines
 * neither, and neither finds it in another state than the other does.
 */
import { now } from '../../../measurement/clock.ts';
import { isThenable, type Callable } from '../record/callable.ts';

/** What a benchmarked function is called on; it sees it as `this`. All have the same shape. */
export interface Callee {
  readonly name: string;
  readonly fn: () => unknown;
}

/** Where the last result of a loop goes, so that no call can be left out. */
const sink: { last: unknown } = { last: undefined };

/** How long so many calls take, in ns. */
export function timeCalls(callee: Callee, calls: number): number {
  let last: unknown;
  const begun = now();
  for (let call = 0; call < calls; call++) last = callee.fn();
  const time = now() - begun;
  sink.last = last;
  return time;
}

/** The same for a function whose promise is awaited before it is called again. */
export async function timeAwaitedCalls(callee: Callee, calls: number): Promise<number> {
  let last: unknown;
  const begun = now();
  for (let call = 0; call < calls; call++) last = await callee.fn();
  const time = now() - begun;
  sink.last = last;
  return time;
}

/** What surrounds each call that is timed by itself. */
export interface Around {
  readonly isAsync: boolean;
  readonly before: (() => unknown) | undefined;
  readonly after: (() => unknown) | undefined;
}

/** The sum of the times of calls that are timed one by one, or that say themselves how long they took. */
export async function timeEachCall(callee: Callee, calls: number, around: Around): Promise<number> {
  let sum = 0;
  for (let call = 0; call < calls; call++) sum += await timeOneCall(callee, around);
  return sum;
}

/** The sum of the times of calls of which some are under way at once. */
export async function timeConcurrentCalls(
  callee: Callee,
  calls: number,
  around: Around,
  atOnce: number,
): Promise<number> {
  let left = calls;
  let sum = 0;
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const time = await timeOneCall(callee, around);
      sum += time;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, calls) }, work));
  return sum;
}

async function timeOneCall(callee: Callee, { isAsync, before, after }: Around): Promise<number> {
  if (before !== undefined) await before();
  try {
    const begun = now();
    let result = callee.fn();
    if (isAsync) result = await result;
    const time = now() - begun;
    sink.last = result;
    return givenDuration(result) ?? time;
  } finally {
    if (after !== undefined) await after();
  }
}

/** tinybench's `overriddenDuration`, in ns. */
export function givenDuration(result: unknown): number | undefined {
  if (typeof result !== 'object' || result === null || !('overriddenDuration' in result)) return undefined;
  const { overriddenDuration } = result;
  if (typeof overriddenDuration !== 'number' || !(overriddenDuration >= 0)) return undefined;
  return Number.isFinite(overriddenDuration) ? overriddenDuration * 1e6 : undefined;
}

let priming: Promise<void> | undefined;

/** Shows the loops many functions, once. Takes a few ms. */
export function primeLoops(): Promise<void> {
  priming ??= prime();
  return priming;
}

async function prime(): Promise<void> {
  let count = 0;
  const functions: readonly Callable[] = [
    () => undefined,
    () => ++count,
    () => ({ count }),
    () => [count],
    () => `text ${count}`,
    function plain() {
      return count / 3;
    },
    async () => undefined,
    async () => ++count,
    async () => ({ count }),
    () => Promise.resolve(count),
  ];
  const around: Around = { isAsync: true, before: undefined, after: undefined };
  for (let round = 0; round < 3; round++) {
    for (const fn of functions) {
      const callee: Callee = { name: 'priming', fn };
      const isAsync = isThenable(fn());
      if (!isAsync) timeCalls(callee, 3000);
      await timeAwaitedCalls(callee, 300);
      await timeEachCall(callee, 100, { ...around, isAsync });
      await timeConcurrentCalls(callee, 20, { ...around, isAsync }, 4);
    }
  }
}
