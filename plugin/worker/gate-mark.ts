/** What `bench.gate` was told, until somebody needs it. Kept apart from its check, which is not needed in most workers. */
import type { RunnerTestCase } from 'vitest';
import type { GateOptions } from '../gate-types.ts';
import { perTest } from './per-test.ts';

/** The options as the user wrote them, and where. */
export interface GateMark {
  readonly options: GateOptions;
  readonly site: Error;
}

const marks = perTest<GateMark>('gate');

export function markGate(test: RunnerTestCase, mark: GateMark): void {
  marks.set(test, mark);
}

export function gateMarkOf(test: RunnerTestCase): GateMark | undefined {
  return marks.get(test);
}
