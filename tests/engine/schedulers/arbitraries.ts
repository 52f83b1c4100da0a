import * as fc from 'fast-check';
import type { Load } from './virtual-run.ts';

/** Loads of up to `most` tasks: mixed sizes, kinds, priorities and arrivals; some with an estimate, some without. */
export function loads(most: number): fc.Arbitrary<readonly Load[]> {
  return fc
    .array(
      fc.record({
        work: fc.integer({ min: 1, max: 1000 }),
        estimated: fc.boolean(),
        kind: fc.constantFrom('a', 'b', 'c'),
        priority: fc.integer({ min: -2, max: 2 }),
        gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500 })),
      }),
      { minLength: 1, maxLength: most, size: 'max' },
    )
    .map((drawn) => {
      let submitted = 0;
      return drawn.map(({ work, estimated, kind, priority, gap }, id) => {
        submitted += gap;
        return { work, task: { id, kind, priority, estimate: estimated ? work : 0, submitted } };
      });
    });
}

/** Loads that arrive all at once. */
export function batches(most: number): fc.Arbitrary<readonly Load[]> {
  return loads(most).map((load) => load.map(({ work, task }) => ({ work, task: { ...task, submitted: 0 } })));
}

/** Workers by their speed, some of them equal. */
export const crews: fc.Arbitrary<readonly number[]> = fc.array(fc.constantFrom(0.25, 0.5, 1, 1, 2), {
  minLength: 1,
  maxLength: 8,
});

export const depths: fc.Arbitrary<number> = fc.constantFrom(1, 1, 2, 8);
