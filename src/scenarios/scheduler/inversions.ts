/** Priority inversions of a recorded run. */
import type { Recording } from '../../executors/recording.ts';
import { outcomes } from '../../executors/recording.ts';
import { PrefixMaximum } from '../../statistics/prefix-maximum.ts';

/** How often, and for how long, a task ran while a more urgent one was waiting. */
export interface Inversions {
  readonly count: number;
  /** In ns, summed over the inverted starts. */
  readonly time: number;
}

/**
 * A start is inverted when a task of strictly higher priority was waiting already: submitted before it, started after it.
 * It stays so until the last of those tasks starts or its own ends, whichever comes first.
 *
 * @param starts when each task started, by id; 0 for tasks that are not to be counted
 */
export function findInversions(recording: Recording, starts: Float64Array): Inversions {
  const ids = Array.from({ length: recording.size }, (_, id) => id).filter(
    (id) => starts[id]! > 0 && recording.outcome[id] === outcomes.done,
  );
  const levels = [...new Set(ids.map((id) => recording.priority[id]!))].sort((a, b) => b - a);
  if (levels.length < 2) return { count: 0, time: 0 };
  const rank = new Map(levels.map((level, index) => [level, index]));
  const bySubmission = ids.toSorted((a, b) => recording.submitted[a]! - recording.submitted[b]!);
  const byStart = ids.toSorted((a, b) => starts[a]! - starts[b]!);
  const latest = new PrefixMaximum(levels.length);
  let arrived = 0;
  let count = 0;
  let time = 0;
  for (const id of byStart) {
    const start = starts[id]!;
    for (; arrived < ids.length; arrived += 1) {
      const other = bySubmission[arrived]!;
      if (recording.submitted[other]! >= start) break;
      latest.raise(rank.get(recording.priority[other]!)!, starts[other]!);
    }
    // Tasks that started before this one have a start below `start` and cannot be the latest above it.
    const until = latest.before(rank.get(recording.priority[id]!)!);
    if (until <= start) continue;
    count += 1;
    time += Math.min(until, Math.max(recording.ended[id]!, start)) - start;
  }
  return { count, time };
}
