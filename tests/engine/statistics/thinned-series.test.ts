import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from '../../../src/statistics/quantiles.ts';
import { createRandom } from '../../../src/statistics/random.ts';
import { ThinnedSeries } from '../../../src/statistics/thinned-series.ts';

const room = 32_768;

test('a short series is kept as it is, however it comes in parts', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }))), (parts) => {
      const series = new ThinnedSeries();
      for (const part of parts) series.pushAll(new Float64Array(part));
      const all = parts.flat();
      expect([...series.values]).toEqual(all);
      expect(series.count).toBe(all.length);
      expect(series.sum).toBe(all.reduce((sum, value) => sum + value, 0));
    }),
  );
});

test('of a long one an even choice in order stays, at least half of the room', () => {
  fc.assert(
    fc.property(fc.integer({ min: room, max: 40 * room }), (length) => {
      const series = new ThinnedSeries();
      series.pushAll(Float64Array.from({ length }, (_, at) => at));
      const { values } = series;
      expect(series.count).toBe(length);
      expect(values.length).toBeGreaterThanOrEqual(room / 2);
      expect(values.length).toBeLessThanOrEqual(room);
      const evenAt = (part: number): number => ((part + 0.5) * length) / values.length;
      // Random distances add up as a random walk: a twentieth of the length is many of its standard deviations.
      for (let at = 0; at < values.length; at++) {
        if (at > 0 && values[at]! <= values[at - 1]!) throw new Error(`${at}: not in order`);
        if (Math.abs(values[at]! - evenAt(at)) > length / 20) throw new Error(`${at}: ${values[at]} of ${length}`);
      }
    }),
    { numRuns: 20 },
  );
});

test.each([2, 16, 64, 1024])('what happens every %i observations is seen as often as it happens', (period) => {
  const series = new ThinnedSeries();
  series.pushAll(Float64Array.from({ length: 30 * room }, (_, at) => (at % period === 0 ? 1 : 0)));
  const share = series.values.reduce((sum, value) => sum + value, 0) / series.values.length;
  const sd = Math.sqrt(((1 / period) * (1 - 1 / period)) / series.values.length);
  expect(Math.abs(share - 1 / period)).toBeLessThan(6 * sd);
});

test('its quantiles are those of the whole series', () => {
  const random = createRandom(3);
  const all = Float64Array.from({ length: 1_000_000 }, () => -Math.log(1 - random.next()));
  const series = new ThinnedSeries();
  series.pushAll(all);
  const [whole, kept] = [all.toSorted(), series.values.toSorted()];
  for (const p of [0.25, 0.5, 0.99]) expect(quantile(kept, p) / quantile(whole, p)).toBeCloseTo(1, 1);
});
