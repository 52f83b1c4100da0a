/** Jobs that go wrong on purpose, in the worker that they are to go wrong in. */
import { now } from '../measurement/clock.ts';
import type { FaultedJob, PlainJob } from './job.ts';
import { sleep } from './sleep.ts';

/** Runs a job with its fault, as `runJob` runs a plain one. Does to the thread that it is called in what the fault says. */
export function runFaulted({ fault, job }: FaultedJob, run: (job: PlainJob) => unknown): unknown {
  switch (fault.type) {
    case 'throw':
      throw new InjectedFault();
    case 'hang':
      return new Promise(() => undefined);
    case 'exit':
      return process.exit(1);
    case 'out-of-memory':
      return exhaust();
    case 'slow':
      return runSlowly(job, fault.factor, run);
  }
}

/** What a task ends with that was made to throw. */
class InjectedFault extends Error {
  override readonly name: string = 'InjectedFault';

  constructor() {
    super('Thrown on purpose.');
  }
}

function runSlowly(job: PlainJob, factor: number, run: (job: PlainJob) => unknown): unknown {
  switch (job.kind) {
    case 'sleep':
      return run({ ...job, duration: job.duration * factor });
    case 'cpu':
      return run({ ...job, iterations: Math.max(1, Math.round(job.iterations * factor)) });
    case 'noop':
    case 'module':
      return runThenWait(job, factor, run);
  }
}

async function runThenWait(job: PlainJob, factor: number, run: (job: PlainJob) => unknown): Promise<unknown> {
  const began = now();
  const value = await run(job);
  await sleep((now() - began) * (factor - 1));
  return value;
}

/**
 * Objects of some 32 kB each: small enough to be stopped between two of them, before the heap has outgrown the little
 * room that a worker gets to end in; the whole process would end otherwise.
 */
function exhaust(): never {
  const held: number[][] = [];
  for (;;) held.push(Array.from({ length: 4096 }, (_, at) => at));
}
