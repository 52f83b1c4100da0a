import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measure, type Repetition } from '../../../src/measurement/loop.ts';

describe('measure', () => {
  test('makes one cold run, the warm-up and the measured runs, one at a time and in this order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 5 }), async (warmUp, repetitions) => {
        const seen: Repetition[] = [];
        let running = 0;
        const outcome = await measure({
          warmUp,
          repetitions,
          async run(repetition) {
            expect(++running).toBe(1);
            await Promise.resolve();
            running--;
            return seen.push(repetition);
          },
        });
        const count = 1 + warmUp + repetitions;
        expect(seen.map(({ phase }) => phase)).toEqual([
          'cold',
          ...Array.from({ length: warmUp }, () => 'warm-up'),
          ...Array.from({ length: repetitions }, () => 'measured'),
        ]);
        expect(seen.slice(-repetitions).map(({ index }) => index)).toEqual([...Array(repetitions).keys()]);
        expect([outcome.cold, ...outcome.warmUps, ...outcome.measured]).toEqual(
          Array.from({ length: count }, (_, index) => index + 1),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('ends with the error of a run', async () => {
    const failure = new Error('boom');
    let runs = 0;
    const run = () => {
      if (++runs === 3) throw failure;
    };
    await expect(measure({ warmUp: 1, repetitions: 5, run })).rejects.toBe(failure);
    expect(runs).toBe(3);
  });

  test('ends before the next run when it is aborted', async () => {
    const controller = new AbortController();
    let runs = 0;
    const outcome = measure({
      warmUp: 0,
      repetitions: 9,
      signal: controller.signal,
      run: () => {
        if (++runs === 2) controller.abort(new Error('enough'));
      },
    });
    await expect(outcome).rejects.toMatchObject({
      code: 'ABORTED',
      cause: expect.objectContaining({ message: 'enough' }),
    });
    expect(runs).toBe(2);
  });

  test.each([
    [{ warmUp: -1, repetitions: 1 }, 'warmUp: -1'],
    [{ warmUp: 0.5, repetitions: 1 }, 'warmUp: 0.5'],
    [{ warmUp: 0, repetitions: 0 }, 'repetitions: 0'],
    [{ warmUp: 0, repetitions: Number.NaN }, 'repetitions: NaN'],
    [{ warmUp: 0, repetitions: Infinity }, 'repetitions: Infinity'],
  ])('refuses %j without running anything', async (counts, message) => {
    let runs = 0;
    const outcome = measure({ ...counts, run: () => runs++ });
    await expect(outcome).rejects.toMatchObject({ code: 'BAD_OPTION', message: expect.stringContaining(message) });
    expect(runs).toBe(0);
  });
});
