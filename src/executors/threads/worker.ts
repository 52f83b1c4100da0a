/** The entry of a worker thread: piscina calls `work` with every message. */
import { getHeapStatistics } from 'node:v8';
import { threadId, workerData } from 'node:worker_threads';
import { collectGarbage } from '../../measurement/memory.ts';
import { now } from '../../measurement/clock.ts';
import type { WorkerHeap } from '../executor.ts';
import type { Job } from '../job.ts';
import { loadFunction } from './load-function.ts';
import {
  beganField,
  describeThrown,
  endedField,
  laneSize,
  threadField,
  threwField,
  type Control,
  type Message,
  type ThrownData,
} from './protocol.ts';
import { runJob } from './run-job.ts';

const lanes = workerData as Float64Array<SharedArrayBuffer>;
for (let lane = 0; lane < lanes.length / laneSize; lane += 1) lanes[lane * laneSize + threadField] = threadId;

/** Runs a job in a lane; synchronous jobs are answered in the same turn. */
export function work(message: Message): unknown {
  if (typeof message === 'number') {
    const at = message * laneSize;
    lanes[at + beganField] = now();
    lanes[at + endedField] = now();
    return undefined;
  }
  if ('control' in message) return answer(message);
  return run(message[0] * laneSize, message[1]);
}

function run(at: number, job: Job): unknown {
  lanes[at + beganField] = now();
  try {
    const value = runJob(job);
    if (value instanceof Promise) {
      return value.then(
        (settled: unknown) => end(at, settled),
        (error: unknown) => fail(at, error),
      );
    }
    return end(at, value);
  } catch (error) {
    return fail(at, error);
  }
}

function end(at: number, value: unknown): unknown {
  lanes[at + endedField] = now();
  if (typeof value === 'function' || typeof value === 'symbol') {
    return fail(at, new TypeError(`The task returned a ${typeof value}, which cannot be sent to another thread.`));
  }
  return value;
}

function fail(at: number, error: unknown): ThrownData {
  lanes[at + endedField] = now();
  lanes[at + threwField] = 1;
  return describeThrown(error);
}

async function answer(message: Control): Promise<WorkerHeap | ThrownData | undefined> {
  switch (message.control) {
    case 'ping':
      return undefined;
    case 'heap': {
      collectGarbage();
      const { used_heap_size: used, total_heap_size: total } = getHeapStatistics();
      return { used, total };
    }
    case 'load':
      return loadFunction(message.job).then(
        () => undefined,
        (error: unknown) => describeThrown(error),
      );
  }
}
