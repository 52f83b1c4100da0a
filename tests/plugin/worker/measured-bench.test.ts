import type { RunnerTestCase, SerializedConfig, TestContext } from 'vitest';
import { expect, test } from 'vitest';
import { decorateBench } from '../../../plugin/worker/fixture.ts';
import { createBench } from '../../../src/twins/host/run/bench-fixture.ts';
import type { Seat } from '../../../src/twins/host/run/seat.ts';

test('a test finds the same `bench` in a measuring process as in Vitest', ({ bench, task, signal }) => {
  const native = Object.assign(() => undefined, { compare: () => undefined, from: () => undefined });
  const context = { task, signal } as unknown as TestContext & { task: RunnerTestCase };
  const ours = decorateBench(native as unknown as typeof bench, context, {} as SerializedConfig);
  const theirs = createBench({} as Seat) as object;
  expect(Object.keys(theirs).toSorted()).toEqual(Object.keys(ours).toSorted());
});
