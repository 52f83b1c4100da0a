/**
 * What others do on the same recordings: numbers of an earlier run, held against those of this one. Both are what Vitest itself
 * measured; the earlier run is the latest one before of unchanged code, of the same kind and beside the same neighbour.
 */
import { testMannWhitney } from '../../src/statistics/mann-whitney.ts';
import { quantile } from '../../src/statistics/quantiles.ts';
import { createRandom } from '../../src/statistics/random.ts';
import type { OwnSamples } from './recordings.ts';

/** Whether it would call today's code slower. */
export type RivalRule = (base: OwnSamples, head: OwnSamples) => boolean;

export const rivalRules: Readonly<Record<string, RivalRule>> = {
  'stored mean, above +5 %': (base, head) => head.mean > base.mean * 1.05,
  'stored mean, above +10 %': (base, head) => head.mean > base.mean * 1.1,
  'stored samples, Mann-Whitney p < .05': isLarger,
  'stored samples, bootstrap of means, bound above 2 %': isLargerByMore,
  // `toBeFasterThan(stored, { delta: 0 })` of Vitest 5: the mean has to be below the stored one.
  "Vitest's toBeFasterThan(bench.from(…))": (base, head) => !(head.mean < base.mean),
};

function isLarger(base: OwnSamples, head: OwnSamples): boolean {
  const { pTwoSided, pGreater, pLess } = testMannWhitney(base.samples, head.samples);
  return pTwoSided < 0.05 && pGreater < pLess;
}

/** The 95 % interval of the ratio of means lies above the threshold. */
const threshold = 1.02;
const resamples = 1000;

function isLargerByMore(base: OwnSamples, head: OwnSamples): boolean {
  const random = createRandom(1);
  const drawMean = (samples: readonly number[]): number => {
    let sum = 0;
    for (let at = 0; at < samples.length; at++) sum += samples[random.integer(samples.length)]!;
    return sum / samples.length;
  };
  const ratios = Float64Array.from({ length: resamples }, () => drawMean(head.samples) / drawMean(base.samples)).sort();
  return quantile(ratios, 0.025) > threshold;
}
