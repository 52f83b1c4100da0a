import type { Ran } from '../../executors/executor.ts';
import { createRecording, outcomes, type Recording } from '../../executors/recording.ts';
import { runJob } from '../../executors/threads/run-job.ts';
import { now } from '../../measurement/clock.ts';
import { heapAfterCollection } from '../../measurement/memory.ts';
import { GateError } from '../../model/errors.ts';
import { formatQuantity } from '../../model/units.ts';
import type { TaskRequest } from '../../executors/dispatched.ts';
import { type Contender, probeTasks, type Repetition } from './contender.ts';
import { Digests } from './digests.ts';
import { drive, Failures } from './drive.ts';
import type { SchedulerSubject, SubjectTask } from './options.ts';
import type { SchedulerPlan } from './plan.ts';
import { within } from './within.ts';
import type { Workload } from './workload.ts';

/** A contender that has to be closed. */
export interface OpenSubject extends Contender {
  /** Answers a warning when closing failed. */
  close(): Promise<string | undefined>;
}

/**
 * Opens a scheduler of the user's own and runs a first task.
 *
 * @throws GateError `SUBJECT_FAILED` when `open` throws or does not end
 */
export async function openSubject(
  plan: SchedulerPlan,
  subject: SchedulerSubject,
  { requests }: Workload,
  signal: AbortSignal | undefined,
): Promise<OpenSubject> {
  const opening = now();
  const opened = Promise.try(() => subject.open?.({ workers: plan.speeds.length, depth: plan.depth }));
  try {
    await within(opened, plan.timeout, signal, () => late(subject, 'open()', plan.timeout));
  } catch (cause) {
    throw asSubjectError(subject, 'open()', cause);
  }
  const startUp = now() - opening;
  const threads = new Map<number, number>();
  const digests = new Digests([]);
  const run = (some: readonly Required<TaskRequest>[], window: number): Promise<Repetition> =>
    runRepetition({ plan, subject, requests: some, window, threads, digests, signal });
  const close = async (): Promise<string | undefined> => {
    try {
      const closing = Promise.try(() => subject.close?.());
      await within(closing, plan.timeout, undefined, () => late(subject, 'close()', plan.timeout));
      return undefined;
    } catch (error) {
      return `The subject could not be closed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
    }
  };
  try {
    const first = await run(requests.slice(0, 1), 1);
    return {
      name: subject.name,
      kind: 'subject',
      startUp,
      coldStart: first.failures.count === 0 ? first.makespan : undefined,
      run: () => run(requests, plan.window),
      memoryPerTask: () => probeMemory(plan, subject, signal),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Run {
  readonly plan: SchedulerPlan;
  readonly subject: SchedulerSubject;
  readonly requests: readonly Required<TaskRequest>[];
  readonly window: number;
  /** Numbers of the threads that were seen, from 0. */
  readonly threads: Map<number, number>;
  readonly digests: Digests;
  readonly signal: AbortSignal | undefined;
}

async function runRepetition(run: Run): Promise<Repetition> {
  const { plan, subject, requests, window, signal } = run;
  const recording = createRecording(requests.length);
  const failures = new Failures();
  const pending = new Set<(error: GateError) => void>();
  const giveUp = (error: GateError): void => {
    for (const end of pending) end(error);
  };
  const patience = new Patience(plan.timeout, () => {
    giveUp(
      new GateError({
        code: 'TASK_TIMEOUT',
        message: `The subject ${JSON.stringify(subject.name)} finished no task for ${formatQuantity(plan.timeout, 'ns')}, with ${pending.size} submitted.`,
        fix: 'Settle every promise that submit() answers, or raise `timeout` if one task takes that long.',
      }),
    );
  });
  const abort = (): void => {
    giveUp(new GateError({ code: 'ABORTED', message: 'The run was aborted.', fix: 'Nothing: it was asked for.' }));
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const makespan = await drive(requests.length, window, (id, done) => {
      const end = (fault: GateError | undefined): void => {
        if (!pending.delete(end as (error: GateError) => void)) return;
        recording.outcome[id] = fault === undefined ? outcomes.done : outcomeOf(fault);
        if (fault !== undefined) failures.add(fault);
        patience.renew();
        done();
      };
      pending.add(end);
      if (signal?.aborted === true) {
        abort();
        return;
      }
      submitOne(run, recording, id, end);
    });
    return { recording, makespan, failures };
  } finally {
    patience.end();
    signal?.removeEventListener('abort', abort);
  }
}

function submitOne(run: Run, recording: Recording, id: number, end: (fault: GateError | undefined) => void): void {
  const request = run.requests[id]!;
  const task = subjectTask(request, id);
  recording.priority[id] = task.priority;
  recording.submitted[id] = now();
  const failed = (error: unknown): void => {
    end(taskFailed(run.subject, id, error));
  };
  try {
    run.subject.submit(task).then((value) => {
      recording.seen[id] = now();
      const ran = asRan(value);
      if (ran !== undefined) noteRan(run.threads, recording, id, ran);
      // What ran elsewhere and did not say so cannot be checked.
      end(ran === undefined ? undefined : run.digests.check(request.job, 0, ran.value));
    }, failed);
  } catch (error) {
    failed(error);
  }
}

function subjectTask({ job, kind, priority, estimate }: Required<TaskRequest>, id: number): SubjectTask {
  return { id, kind, priority, estimate, job, run: async () => runJob(job) };
}

function noteRan(threads: Map<number, number>, recording: Recording, id: number, ran: Ran): void {
  let worker = threads.get(ran.thread);
  if (worker === undefined) threads.set(ran.thread, (worker = threads.size));
  recording.began[id] = ran.began;
  recording.ended[id] = ran.ended;
  recording.thread[id] = ran.thread;
  recording.worker[id] = worker;
}

function asRan(value: unknown): Ran | undefined {
  const ran = value as Partial<Ran> | null | undefined;
  const isRan = typeof ran?.began === 'number' && typeof ran.ended === 'number' && typeof ran.thread === 'number';
  return isRan ? (ran as Ran) : undefined;
}

function outcomeOf(fault: GateError): number {
  if (fault.code === 'TASK_TIMEOUT') return outcomes.timedOut;
  return fault.code === 'ABORTED' ? outcomes.cancelled : outcomes.threw;
}

function taskFailed(subject: SchedulerSubject, id: number, cause: unknown): GateError {
  return new GateError({
    code: 'TASK_FAILED',
    message: `submit() of the subject ${JSON.stringify(subject.name)} failed for task ${id}: ${cause instanceof Error ? cause.message : String(cause)}`,
    fix: 'Answer a promise from submit(), and look at what your scheduler and the task do.',
    cause,
  });
}

function late(subject: SchedulerSubject, what: string, timeout: number): GateError {
  return new GateError({
    code: 'SUBJECT_FAILED',
    message: `${what} of the subject ${JSON.stringify(subject.name)} did not end within ${formatQuantity(timeout, 'ns')}.`,
    fix: 'Settle its promise, or raise `timeout`.',
  });
}

function asSubjectError(subject: SchedulerSubject, what: string, cause: unknown): GateError {
  if (cause instanceof GateError) return cause;
  return new GateError({
    code: 'SUBJECT_FAILED',
    message: `${what} of the subject ${JSON.stringify(subject.name)} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
    fix: 'Mend the subject; it has to be able to run tasks once open() is done.',
    cause,
  });
}

/** Noops submitted in one turn of the event loop; what the harness itself makes for them is made before. */
async function probeMemory(
  plan: SchedulerPlan,
  subject: SchedulerSubject,
  signal: AbortSignal | undefined,
): Promise<number> {
  const noop: Required<TaskRequest> = { job: { kind: 'noop' }, kind: 'noop', priority: 0, estimate: 0 };
  const tasks = Array.from({ length: probeTasks }, (_, id) => subjectTask(noop, id));
  const answers: (PromiseLike<unknown> | undefined)[] = Array.from({ length: probeTasks }, () => undefined);
  const before = heapAfterCollection();
  for (const [id, task] of tasks.entries()) answers[id] = subject.submit(task);
  const growth = (heapAfterCollection() - before) / probeTasks;
  await within(Promise.allSettled(answers), plan.timeout, signal, () => late(subject, 'submit()', plan.timeout));
  return growth;
}

/** Calls when nothing has happened for a while; one timer, however often it is renewed. */
class Patience {
  readonly #time: number;
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout;
  #since: number;

  constructor(time: number, onEnd: () => void) {
    this.#time = time;
    this.#onEnd = onEnd;
    this.#since = now();
    this.#timer = this.#wait(time);
  }

  renew(): void {
    this.#since = now();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #wait(time: number): NodeJS.Timeout {
    return setTimeout(
      () => {
        const left = this.#since + this.#time - now();
        if (left <= 0) this.#onEnd();
        else this.#timer = this.#wait(left);
      },
      Math.min(2 ** 31 - 1, Math.ceil(time / 1e6)),
    );
  }
}
