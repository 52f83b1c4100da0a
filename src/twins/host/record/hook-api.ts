/** `beforeAll` and its like. */
import type { FixtureSet } from '../fixtures/fixture-set.ts';
import type { Callable } from './callable.ts';
import type { Collector } from './collector.ts';
import { hookNames, type HookName } from './task-tree.ts';

/**
 * Makes the functions that register hooks in the suite at hand.
 *
 * @param fixtures those of the `test` whose hooks they are
 */
export function createHookApi(
  collector: Collector,
  fixtures: FixtureSet | undefined,
): Readonly<Record<HookName, (fn: Callable) => void>> {
  return Object.fromEntries(
    hookNames.map((name) => [name, (fn: Callable): void => collector.addHook(name, fn, fixtures)]),
  ) as Record<HookName, (fn: Callable) => void>;
}
