import type { Precedence } from '../../../../src/executors/simulator/load.ts';

/** A graph from the predecessors of each task. */
export function precedenceOf(predecessors: readonly (readonly number[])[]): Precedence {
  const offsets = new Int32Array(predecessors.length + 1);
  predecessors.forEach((before, id) => {
    offsets[id + 1] = offsets[id]! + before.length;
  });
  return { offsets, tasks: Int32Array.from(predecessors.flat()) };
}

/** The longest way through a graph whose tasks come after their predecessors: what no number of workers makes shorter. */
export function longestPath(predecessors: readonly (readonly number[])[], service: Float64Array): number {
  const ends = new Float64Array(service.length);
  predecessors.forEach((before, id) => {
    ends[id] = service[id]! + Math.max(0, ...before.map((other) => ends[other]!));
  });
  return Math.max(...ends);
}
