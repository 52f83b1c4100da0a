import { inspect } from 'node:util';
import type { Ran } from '../../executors/executor.ts';
import type { Job } from '../../executors/job.ts';
import { createRecording, type Outcome, outcomes, type Recording } from '../../executors/recording.ts';
import { runJob } from '../../executors/run-job.ts';
import { now } from '../../measurement/clock.ts';
import { GateError } from '../../model/errors.ts';
import { formatQuantity } from '../../model/units.ts';
import type { Repetition } from './contender.ts';
import type { Digests } from './digests.ts';
import { drive, Failures } from './drive.ts';
import type { SchedulerSubject, SubjectTask } from './options.ts';
import { Patience } from './patience.ts';
import type { SchedulerPlan } from './plan.ts';
import type { PlannedRequest } from './workload.ts';

/** What a repetition of a subject needs. */
export interface SubjectRun {
  readonly plan: SchedulerPlan;
  readonly subject: SchedulerSubject;
  readonly requests: readonly PlannedRequest[];
  readonly window: number;
  readonly digests: Digests;
  readonly signal: AbortSignal | undefined;
}

/** Submits all tasks to the subject; every one ends, be it by the patience running out. */
export async function runSubject(run: SubjectRun): Promise<Repetition> {
  const { plan, subject, requests, window, signal } = run;
  const recording = createRecording(requests.length);
  const failures = new Failures();
  // Of this repetition alone: a subject may have replaced its threads since the last one.
  const threads = new Map<number, number>();
  const pending = new Set<(error: GateError) => void>();
  let broken: GateError | undefined;
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
        if (!pending.delete(end)) return;
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
      submitOne(run, recording, threads, id, end, (fault) => {
        broken ??= fault;
        end(fault);
      });
    });
    return { recording, makespan, failures, ...(broken === undefined ? {} : { broken }) };
  } finally {
    patience.end();
    signal?.removeEventListener('abort', abort);
  }
}

function submitOne(
  run: SubjectRun,
  recording: Recording,
  threads: Map<number, number>,
  id: number,
  end: (fault: GateError | undefined) => void,
  giveUp: (fault: GateError) => void,
): void {
  const request = run.requests[id]!;
  const { task, progress } = subjectTask(request, id);
  recording.priority[id] = task.priority;
  recording.submitted[id] = now();
  const failed = (error: unknown): void => {
    end(taskFailed(run.subject, id, error));
  };
  try {
    const settled = (value: unknown): void => {
      const seen = now();
      recording.seen[id] = seen;
      const ran = asRan(value);
      if (ran === undefined) {
        end(unfinished(run.subject, id, progress));
      } else if (ran.began >= recording.submitted[id]! && ran.ended >= ran.began && ran.ended <= seen) {
        noteRan(threads, recording, id, ran);
        end(run.digests.check(request.job, 0, ran.value));
      } else {
        giveUp(otherClock(run.subject, id));
      }
    };
    const answer: PromiseLike<unknown> = run.subject.submit(task);
    if (typeof (answer as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function') {
      void answer.then(settled, failed);
    } else {
      end(noPromise(run.subject, answer));
    }
  } catch (error) {
    failed(error);
  }
}

/** How far a task has got in this thread. */
export interface Progress {
  state: 'not run' | 'running' | 'threw' | 'done';
  error?: unknown;
}

/**
 * A task as the subject gets it, and what becomes of it where the subject runs it in this thread.
 *
 * @param nextJob what is run in this thread, asked for before every attempt
 */
export function subjectTask(
  { job, kind, priority, estimate }: PlannedRequest,
  id: number,
  nextJob: () => Job = () => job,
): { readonly task: SubjectTask; readonly progress: Progress } {
  const progress: Progress = { state: 'not run' };
  const work = async (): Promise<unknown> => {
    // A scheduler may try again what failed; what was done once stays done.
    if (progress.state !== 'done') progress.state = 'running';
    try {
      const answer = runJob(nextJob());
      const value = answer instanceof Promise ? ((await answer) as unknown) : answer;
      progress.state = 'done';
      return value;
    } catch (error) {
      if (progress.state !== 'done') Object.assign(progress, { state: 'threw', error });
      throw error;
    }
  };
  const run = (): Promise<unknown> => {
    const running = work();
    // Where nobody waits for it, it is told as a failure of the task and not as an unhandled rejection.
    running.catch(() => undefined);
    return running;
  };
  return { task: { id, kind, priority, estimate, job, run }, progress };
}

function noteRan(threads: Map<number, number>, recording: Recording, id: number, ran: Ran): void {
  let worker = threads.get(ran.thread);
  if (worker === undefined) threads.set(ran.thread, (worker = threads.size));
  recording.began[id] = ran.began;
  recording.ended[id] = ran.ended;
  recording.thread[id] = ran.thread;
  recording.worker[id] = worker;
}

export function asRan(value: unknown): Ran | undefined {
  const ran = value as Partial<Ran> | null | undefined;
  const isRan = typeof ran?.began === 'number' && typeof ran.ended === 'number' && typeof ran.thread === 'number';
  return isRan ? (ran as Ran) : undefined;
}

function outcomeOf(fault: GateError): Outcome {
  if (fault.code === 'TASK_TIMEOUT') return outcomes.timedOut;
  return fault.code === 'ABORTED' ? outcomes.cancelled : outcomes.threw;
}

/** Times in the worker that do not lie between submission and result would make every figure of the split wrong. */
export function otherClock(subject: SchedulerSubject, id: number): GateError {
  return new GateError({
    code: 'SUBJECT_FAILED',
    message: `The subject ${JSON.stringify(subject.name)} answered task ${id} with times in the worker that are not between its submission and its result.`,
    fix: 'Answer what `runTask` answered, unchanged, from a worker on this machine: times of another clock cannot be compared.',
  });
}

/** A scheduler that settles without having run the task would be the fastest of all. */
export function unfinished(subject: SchedulerSubject, id: number, { state, error }: Progress): GateError | undefined {
  switch (state) {
    case 'done':
      return undefined;
    case 'threw':
      return taskFailed(subject, id, error);
    case 'running':
      return new GateError({
        code: 'SUBJECT_FAILED',
        message: `submit() settled, but the run() of task ${id} had not ended.`,
        fix: 'Return or await what task.run() answers, so that submit() settles after it.',
      });
    case 'not run':
      return new GateError({
        code: 'SUBJECT_FAILED',
        message: `submit() settled, but task ${id} was never run.`,
        fix: 'Call task.run(), or send task.job to a worker of yours that hands it to runTask and returns what that answers.',
      });
  }
}

export function noPromise(subject: SchedulerSubject, answer: unknown): GateError {
  return new GateError({
    code: 'SUBJECT_FAILED',
    message: `submit() of the subject ${JSON.stringify(subject.name)} answered ${inspect(answer, { depth: 0, breakLength: Infinity })}, which is no promise.`,
    fix: 'Return a promise from submit() that settles when the task has been run: submit: (task) => queue.add(task.run).',
  });
}

export function taskFailed(subject: SchedulerSubject, id: number, cause: unknown): GateError {
  return new GateError({
    code: 'TASK_FAILED',
    message: `submit() of the subject ${JSON.stringify(subject.name)} failed for task ${id}: ${cause instanceof Error ? cause.message : String(cause)}`,
    fix: 'Answer a promise from submit(), and look at what your scheduler and the task do.',
    cause,
  });
}
