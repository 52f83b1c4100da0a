import { describe, expect, test } from 'vitest';
import { efficiencyBand, efficiencyBands } from '../../../src/model/efficiency-band.ts';

describe('efficiency bands', () => {
  test.each([
    [1.02, 'perfect'],
    [0.95, 'perfect'],
    [0.9499, 'excellent'],
    [0.85, 'excellent'],
    [0.8499, 'good'],
    [0.7, 'good'],
    [0.6999, 'poor'],
    [0.5, 'poor'],
    [0.4999, 'failed'],
    [-1, 'failed'],
  ])('%d is %s', (efficiency, name) => expect(efficiencyBand(efficiency).name).toBe(name));

  test('best first', () => {
    const from = efficiencyBands.map((band) => band.from);
    expect(from).toStrictEqual([...from].sort((one, other) => other - one));
  });
});
