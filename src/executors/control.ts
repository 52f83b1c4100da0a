/** Questions to a worker about itself, and the code to make known to it. */
import { setImmediate as turn } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { collectGarbage } from '../measurement/memory.ts';
import type { Collections } from './collections.ts';
import type { WorkerHeap } from './executor.ts';
import type { ModuleJob } from './job.ts';
import { loadFunction } from './load-function.ts';
import { describeThrown, type ThrownData } from './thrown.ts';

/** A message about the worker itself. */
export type Control =
  | { readonly control: 'ping' }
  | { readonly control: 'heap' }
  /** CPU time since the worker began. */
  | { readonly control: 'cpu' }
  | { readonly control: 'load'; readonly job: ModuleJob };

/** What a worker needs to answer. */
export interface SelfKnowledge {
  readonly collections: Collections;
  /** CPU time of this worker since it began, in ns; undefined where Node does not tell. */
  readonly cpuTime: () => number | undefined;
}

/** The worker's side. Never rejects: an error in the user's module is an answer. */
export async function answerControl(
  message: Control,
  { collections, cpuTime }: SelfKnowledge,
): Promise<WorkerHeap | ThrownData | number | undefined> {
  switch (message.control) {
    case 'ping':
      return undefined;
    case 'cpu':
      return cpuTime();
    case 'heap': {
      // Node tells of a collection in the turn after it.
      await turn();
      const counted = collections.count();
      collectGarbage();
      const { used_heap_size: used, total_heap_size: total } = getHeapStatistics();
      return { used, total, ...counted };
    }
    case 'load':
      return loadFunction(message.job).then(
        () => undefined,
        (error: unknown) => describeThrown(error),
      );
  }
}
