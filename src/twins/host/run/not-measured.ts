/** Why something that was asked for was not measured. */
import { GateError } from '../../../model/errors.ts';
import type { TestNode } from '../record/task-tree.ts';

/** A test that a side does not have, or skips. */
export function notToRun(test: string, found: TestNode | undefined): GateError {
  if (found !== undefined) return skipped(test, undefined);
  return new GateError({
    code: 'NOTHING_MEASURED',
    message: `The test ${JSON.stringify(test)} is not there on this side.`,
    fix: 'Tests whose names depend on the code that they measure cannot be compared across a change of these names.',
  });
}

/** A test that was skipped, by what it says itself where there is a note. */
export function skipped(test: string, note: string | undefined): GateError {
  return new GateError({
    code: 'NOTHING_MEASURED',
    message: `The test ${JSON.stringify(test)} was skipped${note === undefined ? '' : ` (${note})`}.`,
    fix: 'It is compared when it runs with the code of both sides.',
  });
}

/** A benchmark that a test did not run. */
export function neverReached(test: string, result: string): GateError {
  return new GateError({
    code: 'NOTHING_MEASURED',
    message: `The test ${JSON.stringify(test)} ended without running the benchmark ${JSON.stringify(result)}.`,
    fix: 'Await every bench(…).run(), and give benchmarks names that do not change from run to run.',
  });
}

/** A benchmark that both sides run, but not where the other one waits for it. */
export function atAnotherPlace(result: string): GateError {
  return new GateError({
    code: 'NOTHING_MEASURED',
    message: `The benchmark ${JSON.stringify(result)} comes at another place of the test than on the other side.`,
    fix: 'Keep the order of benchmarks independent of the code that they measure.',
  });
}
