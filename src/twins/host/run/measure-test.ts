import type { FailedAnswer, MeasuredAnswer, Side as SideName } from '../../protocol.ts';
import { failedAnswer } from '../failure.ts';
import { isSkipped } from '../record/collector.ts';
import type { TestNode } from '../record/task-tree.ts';
import { Meeting, type TestMeasurement } from './meeting.ts';
import { notToRun } from './not-measured.ts';

/** Measures what is wanted of one test of both sides; answers when both bodies have ended. */
export async function measureTest(measurement: TestMeasurement): Promise<MeasuredAnswer | FailedAnswer> {
  const begun = performance.now();
  const { request, sides } = measurement;
  const tests = {} as Record<SideName, TestNode>;
  for (const side of ['head', 'base'] as const) {
    const test = sides[side].collector.find(request.test);
    if (test === undefined || isSkipped(test)) return failedAnswer(side, notToRun(request.test, test));
    tests[side] = test;
  }
  const meeting = new Meeting(measurement);
  await meeting.run(tests);
  const missing = meeting.missing();
  if (meeting.pairs.length === 0 && missing.length > 0) {
    // Where both sides fail, today's code is what the user can mend.
    const told = missing.find(({ side }) => side === 'head') ?? missing[0]!;
    return { type: 'failed', side: told.side, message: told.message, stack: told.stack };
  }
  return {
    type: 'measured',
    pairs: meeting.pairs,
    missing: missing.map(({ result, side, message }) => ({ result, side, message })),
    took: performance.now() - begun,
  };
}
