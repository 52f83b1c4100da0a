/** The entry of a worker thread: piscina calls `work` with every message. */
import { threadId, workerData } from 'node:worker_threads';
import { now } from '../../measurement/clock.ts';
import { Collections } from '../collections.ts';
import { answerControl } from '../control.ts';
import type { Job } from '../job.ts';
import { runJob } from '../run-job.ts';
import { describeThrown, type ThrownData } from '../thrown.ts';
import { beganField, endedField, laneSize, type Message, threadField, threwField } from './protocol.ts';

const lanes = workerData as Float64Array<SharedArrayBuffer>;
for (let lane = 0; lane < lanes.length / laneSize; lane += 1) lanes[lane * laneSize + threadField] = threadId;

const self = { collections: new Collections(), cpuTime };

/** Runs a job in a lane; synchronous jobs are answered in the same turn. */
export function work(message: Message): unknown {
  if (typeof message === 'number') {
    const at = message * laneSize;
    lanes[at + beganField] = now();
    lanes[at + endedField] = now();
    return undefined;
  }
  if ('control' in message) return answerControl(message, self);
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

/** Only Node from 23.9 on tells threads apart. */
function cpuTime(): number | undefined {
  const { user, system } = (process as Partial<Pick<NodeJS.Process, 'threadCpuUsage'>>).threadCpuUsage?.() ?? {};
  return user === undefined || system === undefined ? undefined : (user + system) * 1e3;
}
