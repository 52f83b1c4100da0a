/** Published figures for orientation: nothing is judged by them. */
import type { Unit } from '../../model/units.ts';

/** A figure to compare one's own with. Not a target. */
export interface ReferenceFigure {
  /** Such as `operations.save.latency`. */
  readonly name: string;
  /** In the base unit. */
  readonly value: number;
  readonly unit: Unit;
  /** What it was stated for. */
  readonly work: string;
}

const sleeping10 = '10 tasks sleeping 10 ms on 4 workers';
const cpu16 = '16 CPU-bound tasks';
const oneProcess = 'one pool on one machine, 4 workers, approximate';

/** All reference figures, by section. */
export const referenceFigures: readonly ReferenceFigure[] = [
  of('pool.sleeping10.sequential', 100e6, 'ns', '10 tasks sleeping 10 ms, one after the other'),
  of('pool.sleeping10.makespan', 30e6, 'ns', sleeping10),
  of('pool.sleeping10.speedUpFrom', 2, 'x', sleeping10),
  of('pool.sleeping10.speedUpTo', 3.3, 'x', sleeping10),
  of('pool.cpu16.relativeTime1', 1, '1', `${cpu16} on 1 worker`),
  of('pool.cpu16.relativeTime2', 0.52, '1', `${cpu16} on 2 workers`),
  of('pool.cpu16.relativeTime4', 0.27, '1', `${cpu16} on 4 workers`),
  of('pool.cpu16.relativeTime8', 0.15, '1', `${cpu16} on 8 workers`),
  of('pool.cpu16.speedUp2', 1.9, 'x', `${cpu16} on 2 workers`),
  of('pool.cpu16.speedUp4', 3.7, 'x', `${cpu16} on 4 workers`),
  of('pool.cpu16.speedUp8', 6.7, 'x', `${cpu16} on 8 workers`),
  of('pool.overheadPerTask', 1e6, 'ns', oneProcess),
  of('pool.startUp', 5e6, 'ns', oneProcess),
  of('pool.baseMemory', 20e6, 'B', oneProcess),

  of('scaling.1.efficiency', 1, '%', '1 worker, rounded as published'),
  of('scaling.2.efficiency', 0.96, '%', '2 workers, rounded as published'),
  of('scaling.4.efficiency', 0.93, '%', '4 workers, rounded as published'),
  of('scaling.8.efficiency', 0.86, '%', '8 workers, rounded as published'),
  of('scaling.16.efficiency', 0.78, '%', '16 workers, rounded as published'),
  of('scaling.32.efficiency', 0.69, '%', '32 workers, rounded as published'),

  of('operations.save.latency', 12.3e6, 'ns', 'saving'),
  of('operations.save.throughput', 81.3e6, 'B/s', 'saving'),
  of('operations.load.latency', 8.7e6, 'ns', 'loading'),
  of('operations.load.throughput', 114.9e6, 'B/s', 'loading'),
  of('operations.deltaEncode.latency', 45.2e6, 'ns', 'encoding a delta'),
  of('operations.deltaEncode.throughput', 22.1e6, 'B/s', 'encoding a delta'),
  of('operations.reconstruct.latency', 23.1e6, 'ns', 'reconstructing'),
  of('operations.reconstruct.throughput', 43.3e6, 'B/s', 'reconstructing'),

  of('compression.similarModels.compressionRatio', 15.2, 'x', 'similar models, 99.9 % equal'),
  of('compression.similarModels.spaceSaved', 0.934, '%', 'similar models, 99.9 % equal'),
  of('compression.checkpoints.compressionRatio', 25.8, 'x', 'checkpoints, exact duplicates and increments'),
  of('compression.checkpoints.spaceSaved', 0.961, '%', 'checkpoints, exact duplicates and increments'),
  of('compression.transferLearning.compressionRatio', 4.3, 'x', 'transfer learning, 95 % equal'),
  of('compression.transferLearning.spaceSaved', 0.767, '%', 'transfer learning, 95 % equal'),
  of('compression.mixed.compressionRatio', 8.7, 'x', 'a mixture'),
  of('compression.mixed.spaceSaved', 0.885, '%', 'a mixture'),

  of('clustering.k-means.clusters', 42, 'count', 'k-means clustering'),
  of('clustering.hierarchical.clusters', 38, 'count', 'hierarchical clustering'),
  of('clustering.adaptive.clusters', 45, 'count', 'adaptive clustering'),
];

function of(name: string, value: number, unit: Unit, work: string): ReferenceFigure {
  return { name, value, unit, work };
}
