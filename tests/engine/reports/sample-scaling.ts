import { efficiencyBand } from '../../../src/model/efficiency-band.ts';
import type { ScaledResult, ScalingReport } from '../../../src/model/scaling.ts';
import { measurement, result } from './sample-results.ts';

/** A point whose speed-up is given, in three rounds; a task takes 10 ms and costs nothing else. */
export function scaledResult(workers: number, speedUp: number, extra: Partial<ScaledResult> = {}): ScaledResult {
  const rounds = (value: number): readonly number[] => [value * 0.99, value, value * 1.01];
  const plain = result(`fifo, ${workers} workers`, [
    measurement({ name: 'makespan', unit: 'ns', better: 'lower', median: rounds(1e9 / speedUp) }),
    measurement({ name: 'throughput', unit: 'tasks/s', better: 'higher', median: rounds(100 * speedUp) }),
    measurement({ name: 'speedUp', unit: 'x', better: 'higher', median: rounds(speedUp) }),
    measurement({ name: 'efficiency', unit: '%', better: 'higher', median: rounds(speedUp / workers) }),
    measurement({ name: 'latency', unit: 'ns', better: 'lower', median: [1e7, 1e7, 1e7], p99: [2e7, 2e7, 2e7] }),
    measurement({ name: 'overhead', unit: '%', better: 'lower', median: rounds(0.05) }),
    measurement({ name: 'cpu', unit: '%', better: 'neither', median: rounds(0.3) }),
  ]);
  return {
    ...plain,
    scenario: 'scaling',
    parameters: { mode: 'strong', tasks: 100, workers },
    workers,
    oversubscribed: false,
    band: efficiencyBand(speedUp / workers).name,
    ...extra,
  };
}

/** A report with these points, and what else is given. */
export function scalingReport(points: readonly ScaledResult[], extra: Partial<ScalingReport> = {}): ScalingReport {
  return {
    name: 'fifo',
    mode: 'strong',
    cores: 4,
    rounds: 10,
    confidence: 0.95,
    points,
    best: { enough: 2, enoughInterval: [2, 4], workers: 4, interval: [4, 4] },
    bend: { reason: 'contention', from: 4, sentence: 'From 4 workers on it bends.' },
    warnings: [],
    ...extra,
  };
}
