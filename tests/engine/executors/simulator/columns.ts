import type { VirtualLoad } from '../../../../src/executors/simulator/load.ts';
import type { Load } from '../../schedulers/virtual-run.ts';

/** A load of the strategies' own tests as columns. */
export function columnsOf(load: readonly Load[]): VirtualLoad {
  return {
    size: load.length,
    service: Float64Array.from(load, ({ work }) => work),
    arrivals: Float64Array.from(load, ({ task }) => task.submitted),
    priorities: Float64Array.from(load, ({ task }) => task.priority),
    estimates: Float64Array.from(load, ({ task }) => task.estimate),
    kinds: load.map(({ task }) => task.kind),
  };
}
