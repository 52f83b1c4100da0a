/** Calls of `bench.scheduler`, `bench.record` and their like that go on: a test that ends before one of them lacks an `await`. */
import type { RunnerTestCase } from 'vitest';
import { GateError } from '../../src/model/errors.ts';
import { perTest } from './per-test.ts';
import { pointAt } from './site.ts';

/** A call and how to end it. */
interface PendingCall {
  /** Such as `bench.scheduler`. */
  readonly name: string;
  readonly site: Error;
  readonly controller: AbortController;
  /** Settles with the call; never rejects. */
  readonly ended: Promise<unknown>;
}

const pendingOf = perTest<Set<PendingCall>>('pending');

/**
 * Runs a call of a test's `bench` and keeps it in mind until it settles. The promise of a call that was given up never
 * settles: nobody waits for it, and what hangs on it must not go on in another test.
 *
 * @param run gets a signal that is aborted when the call is given up
 */
export function trackCall<T>(
  test: RunnerTestCase,
  name: string,
  site: Error,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const calls = pendingOf.get(test) ?? new Set<PendingCall>();
  pendingOf.set(test, calls);
  const controller = new AbortController();
  const running = run(controller.signal);
  const call = { name, site, controller, ended: running.catch(() => undefined) };
  calls.add(call);
  const settle = (tell: () => void): void => {
    calls.delete(call);
    if (!controller.signal.aborted) tell();
  };
  return new Promise((resolve, reject) => {
    running.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}

/** Gives up what an earlier try of the test left behind. */
export function giveUpCalls(test: RunnerTestCase): readonly PendingCall[] {
  const calls = [...(pendingOf.get(test) ?? [])];
  pendingOf.delete(test);
  for (const { controller } of calls) controller.abort();
  return calls;
}

/**
 * Gives up calls that the test did not wait for, and waits until they have cleared up.
 *
 * @throws GateError `BAD_OPTION` with the stack of the first of them
 */
export async function requireAwaited(test: RunnerTestCase): Promise<void> {
  const calls = giveUpCalls(test);
  const [first] = calls;
  if (first === undefined) return;
  await Promise.all(calls.map(({ ended }) => ended));
  const { name, site } = first;
  throw pointAt(
    new GateError({
      code: 'BAD_OPTION',
      message: `${name}(…) was not awaited: the test ended before it.`,
      fix: `Write await ${name}(…).`,
    }),
    site,
  );
}
