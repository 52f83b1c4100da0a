import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { Dispatcher, type DispatchOptions } from '../../../src/executors/dispatch.ts';
import type { TaskRequest } from '../../../src/executors/dispatched.ts';
import type { Executor, ExecutorKind } from '../../../src/executors/executor.ts';
import type { Job, ModuleJob, PlainJob } from '../../../src/executors/job.ts';
import { openExecutor } from '../../../src/executors/open.ts';
import { createRecording, type Recording } from '../../../src/executors/recording.ts';
import { GateError } from '../../../src/model/errors.ts';
import { fifo } from '../../../src/schedulers/fifo.ts';

const file = fileURLToPath(new URL('./fixtures/tasks.ts', import.meta.url));

/** A function of the fixture as a job. */
export function job(name: string, ...args: readonly unknown[]): ModuleJob {
  return { kind: 'module', file, name, args };
}

export const noop: PlainJob = { kind: 'noop' };

export function sleep(ms: number): PlainJob {
  return { kind: 'sleep', duration: ms * 1e6 };
}

/** What is true of an executor is true of all kinds. */
export const kinds: readonly ExecutorKind[] = ['threads', 'processes'];

/** By kind and shape. Starting threads takes longer than most tests, and whatever a test does to slots they have to survive. */
const opened = new Map<string, Promise<Executor>>();

afterAll(async () => {
  await Promise.all([...opened.values()].map(async (executor) => (await executor).close()));
});

/** Lends real workers of a kind, idle. */
export type Lend = <T>(workers: number, depth: number, use: (executor: Executor) => Promise<T>) => Promise<T>;

/** Tests of one file that want as many workers of a kind share them, one after the other. */
export function workersOf(kind: ExecutorKind): Lend {
  return async (workers, depth, use) => {
    const shape = `${kind} ${workers}x${depth}`;
    const executor = opened.get(shape) ?? openExecutor(kind, { workers, depth });
    opened.set(shape, executor);
    return use(await executor);
  };
}

/** Real worker threads. */
export const withThreads: Lend = workersOf('threads');

/** How each task ended: its value, or the code of its error. */
export interface Ended {
  readonly endings: readonly (GateError | { readonly value: unknown })[];
  readonly codes: readonly string[];
  readonly recording: Recording;
}

function asRequest(request: Job | TaskRequest): TaskRequest {
  return 'job' in request && request.kind !== 'faulted' ? request : { job: request as Job };
}

/** Submits all tasks at once and waits for all of them. */
export async function dispatchAll(
  executor: Executor,
  requests: readonly (Job | TaskRequest)[],
  options: Partial<DispatchOptions> = {},
): Promise<Ended> {
  const recording = createRecording(requests.length);
  const dispatcher = new Dispatcher({ executor, strategy: fifo, timeout: 20e9, recording, ...options });
  const endings: (GateError | { readonly value: unknown })[] = [];
  await new Promise<void>((resolve) => {
    let left = requests.length;
    for (const request of requests) {
      dispatcher.submit(asRequest(request), (task, error, value) => {
        endings[task.id] = error ?? { value };
        left -= 1;
        if (left === 0) resolve();
      });
    }
  });
  await dispatcher.close();
  const codes = endings.map((ending) => (ending instanceof GateError ? ending.code : 'ok'));
  return { endings, codes, recording };
}
