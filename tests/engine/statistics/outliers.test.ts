import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countOutliers } from '../../../src/statistics/outliers.ts';

describe('countOutliers', () => {
  test("counts what lies beyond Tukey's fences", () => {
    // Quartiles 3 and 7: fences at −3 and 13.
    expect(countOutliers([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({ low: 0, high: 0, far: 0, fences: [-3, 13] });
    // Quartiles 3.5 and 6.5: fences at −1 and 11, far ones at −5.5 and 15.5.
    expect(countOutliers([-40, 3, 4, 5, 6, 7, 14])).toEqual({ low: 1, high: 1, far: 1, fences: [-1, 11] });
  });

  test('leaves the observations as they are, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const before = [...values];
        const { low, high, far } = countOutliers(values);
        expect(values).toEqual(before);
        expect(countOutliers(values.toReversed())).toMatchObject({ low, high, far });
        // The quartiles are inside the fences, so that at most a quarter lies beyond each.
        expect(low + high).toBeLessThanOrEqual(values.length / 2);
        expect(far).toBeLessThanOrEqual(low + high);
      }),
    );
  });

  test('says that nothing was measured', () => {
    expect(() => countOutliers([])).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
  });
});
