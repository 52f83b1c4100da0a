/** Targets of scaling over workers and over containers. */
import type { TargetTable } from '../target.ts';
import { defineTable } from './define.ts';

/** The numbers of workers that have a target. */
export type TargetedWorkers = 1 | 2 | 4 | 8 | 16 | 32;
/** The numbers of containers that have a target. */
export type TargetedContainers = 1 | 2 | 4 | 8;

/** The speed-ups from which the efficiencies are computed: efficiency is speed-up ÷ workers. */
export const publishedSpeedUps: Readonly<Record<TargetedWorkers, number>> = {
  1: 1,
  2: 1.9,
  4: 3.7,
  8: 6.9,
  16: 12.5,
  32: 22.2,
};

/** Parallel efficiency over workers, by their number. */
export const scaling: Readonly<Record<TargetedWorkers, TargetTable<'efficiency'>>> = {
  1: onWorkers(1),
  2: onWorkers(2),
  4: onWorkers(4),
  8: onWorkers(8),
  16: onWorkers(16),
  32: onWorkers(32),
};

function onWorkers(workers: TargetedWorkers): TargetTable<'efficiency'> {
  const speedUp = publishedSpeedUps[workers];
  return defineTable(`scaling.${workers}`, 'scaling', {
    efficiency: {
      metric: 'efficiency',
      // In this order of operations every product and quotient comes out as the decimal fraction that it is.
      bound: `>= ${(speedUp * 100) / workers} %`,
      work: `${workers} ${workers === 1 ? 'worker' : 'workers'}, speed-up ${speedUp}`,
      parameters: { workers },
    },
  });
}

/** Parallel efficiency over containers, each pinned to a core of its own, by their number. */
export const containers: Readonly<Record<TargetedContainers, TargetTable<'efficiency'>>> = {
  1: onContainers(1, 100),
  2: onContainers(2, 95),
  4: onContainers(4, 90),
  8: onContainers(8, 85),
};

function onContainers(count: TargetedContainers, percent: number): TargetTable<'efficiency'> {
  return defineTable(`containers.${count}`, 'containers', {
    efficiency: {
      metric: 'efficiency',
      bound: `>= ${percent} %`,
      work: `${count} ${count === 1 ? 'container' : 'containers'}, each pinned to a core of its own`,
      parameters: { containers: count },
    },
  });
}
