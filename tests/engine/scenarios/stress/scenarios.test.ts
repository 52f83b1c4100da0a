import { describe, expect, test } from 'vitest';
import type { StressScenario } from '../../../../src/scenarios/stress/named-scenarios.ts';
import { stressScenarios } from '../../../../src/scenarios/stress/named-scenarios.ts';
import type { StressOptions } from '../../../../src/scenarios/stress/options.ts';
import type { StressResult } from '../../../../src/scenarios/stress/result.ts';
import { runStress } from '../../../../src/scenarios/stress/run-stress.ts';

/** What each of them shows, made short; faults more frequent where a short run would have none of them. */
const looks: Readonly<
  Record<StressScenario, { readonly also?: StressOptions; readonly look: (result: StressResult) => void }>
> = {
  burst: { look: ({ metrics }) => expect(metrics.concurrency!.summary.median).toBe(1000) },
  spike: {
    look: ({ metrics, slices }) => {
      expect(metrics.concurrency!.summary.median).toBe(5000);
      expect(slices[0]!.inFlight).toBe(50);
    },
  },
  ramp: {
    look: ({ metrics, stability }) => {
      expect(metrics.concurrency!.summary.median).toBeGreaterThan(500);
      expect(stability.throughput.sentence).toMatch(/the load changed all the time/);
    },
  },
  soak: { look: ({ metrics }) => expect(metrics.concurrency!.summary.median).toBe(500) },
  'mixed-sizes': {
    look: ({ metrics }) => {
      expect(metrics.execute!.summary.max).toBeGreaterThanOrEqual(50e6);
      expect(metrics.execute!.summary.p25).toBeLessThan(50e6);
    },
  },
  'slow-workers': {
    look: ({ metrics, parameters }) => {
      expect(parameters['speeds']).toEqual([1, 0.25]);
      // A quarter of the speed is four times the time.
      expect(metrics.execute!.summary.max).toBeGreaterThanOrEqual(8e6);
    },
  },
  'poison-tasks': {
    look: ({ metrics, counts }) => {
      expect(metrics.recovered!.summary.median).toBe(0);
      expect(counts.failed).toBeGreaterThan(0);
      expect(counts.completed).toBeGreaterThan(counts.failed);
    },
  },
  'crash-storm': {
    look: ({ metrics, faults }) => {
      expect(faults.map(({ fault }) => fault)).toEqual(['exit']);
      expect(metrics.recovered!.summary.median).toBe(1);
    },
  },
  'memory-pressure': {
    also: { faults: { outOfMemory: 0.02 }, tasks: 100 },
    look: ({ metrics, faults, parameters }) => {
      expect(faults.map(({ fault }) => fault)).toEqual(['outOfMemory']);
      expect(metrics.recovered!.summary.median).toBe(1);
      expect(parameters['heapLimit']).toBe(64e6);
    },
  },
  'queue-full': { look: ({ counts }) => expect(counts.refused).toBeGreaterThan(0) },
  'cancel-storm': { look: ({ counts }) => expect(counts.cancelled).toBeGreaterThan(0) },
  'find-the-limit': {
    also: { findLimit: { targets: { 'latency.p99': '< 1 s' }, from: '50 tasks/s', to: '100 tasks/s', step: '100 ms' } },
    look: ({ metrics, limit }) => {
      expect(limit!.rate).toBe(100);
      expect(metrics.limitRate!.summary.median).toBe(100);
    },
  },
};

describe('named scenarios', () => {
  test.for(stressScenarios)('%s', async (scenario) => {
    const { also = { duration: '800 ms' }, look } = looks[scenario];
    const result = await runStress({ scenario, workers: 2, ...also }, { brief: true });
    expect(result).toMatchObject({ scenario: 'stress', name: scenario, parameters: { scenario } });
    const { submitted, completed, failed, cancelled, refused } = result.counts;
    expect(completed + failed + cancelled + refused).toBe(submitted);
    for (const { injected, recovered, lost } of result.faults) expect(recovered + lost).toBe(injected);
    look(result);
  });
});
