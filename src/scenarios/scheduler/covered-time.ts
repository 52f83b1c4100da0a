/**
 * How long at least one of the spans on a worker went on, summed over the workers.
 *
 * @param tasks those whose spans count
 * @param worker where each task ran, from when and to when, by task
 */
export function coveredTime(
  tasks: Iterable<number>,
  worker: Int32Array,
  from: Float64Array,
  to: Float64Array,
  workers: number,
): number {
  const ids = Uint32Array.from(tasks).sort((one, other) => from[one]! - from[other]!);
  const until = new Float64Array(workers).fill(Number.NEGATIVE_INFINITY);
  let time = 0;
  for (const id of ids) {
    const on = worker[id]!;
    const start = Math.max(from[id]!, until[on]!);
    if (to[id]! <= start) continue;
    time += to[id]! - start;
    until[on] = to[id]!;
  }
  return time;
}
