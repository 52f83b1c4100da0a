import type { TaskRequest } from '../../executors/dispatched.ts';
import type { Ran } from '../../executors/executor.ts';
import { createRecording, type Outcome, outcomes, type Recording } from '../../executors/recording.ts';
import { runJob } from '../../executors/threads/run-job.ts';
import { now } from '../../measurement/clock.ts';
import { GateError } from '../../model/errors.ts';
import { formatQuantity } from '../../model/units.ts';
import type { Repetition } from './contender.ts';
import type { Digests } from './digests.ts';
import { drive, Failures } from './drive.ts';
import type { SchedulerSubject, SubjectTask } from './options.ts';
import { Patience } from './patience.ts';
import type { SchedulerPlan } from './plan.ts';

/** What a repetition of a subject needs. */
export interface SubjectRun {
  readonly plan: SchedulerPlan;
  readonly subject: SchedulerSubject;
  readonly requests: readonly Required<TaskRequest>[];
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
      submitOne(run, recording, threads, id, end);
    });
    return { recording, makespan, failures };
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
): void {
  const request = run.requests[id]!;
  const task = subjectTask(request, id);
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
      // What ran elsewhere and did not say so cannot be checked.
      if (ran === undefined) {
        end(undefined);
      } else if (ran.began >= recording.submitted[id]! && ran.ended >= ran.began && ran.ended <= seen) {
        noteRan(threads, recording, id, ran);
        end(run.digests.check(request.job, 0, ran.value));
      } else {
        end(otherClock(run.subject, id));
      }
    };
    void run.subject.submit(task).then(settled, failed);
  } catch (error) {
    failed(error);
  }
}

/** A task as the subject gets it. */
export function subjectTask({ job, kind, priority, estimate }: Required<TaskRequest>, id: number): SubjectTask {
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

function outcomeOf(fault: GateError): Outcome {
  if (fault.code === 'TASK_TIMEOUT') return outcomes.timedOut;
  return fault.code === 'ABORTED' ? outcomes.cancelled : outcomes.threw;
}

/** Times in the worker that do not lie between submission and result would make every figure of the split wrong. */
function otherClock(subject: SchedulerSubject, id: number): GateError {
  return new GateError({
    code: 'SUBJECT_FAILED',
    message: `The subject ${JSON.stringify(subject.name)} answered task ${id} with times in the worker that are not between its submission and its result.`,
    fix: 'Answer what `runTask` answered, unchanged, from a worker on this machine; or, where its clock is another one, the value alone.',
  });
}

function taskFailed(subject: SchedulerSubject, id: number, cause: unknown): GateError {
  return new GateError({
    code: 'TASK_FAILED',
    message: `submit() of the subject ${JSON.stringify(subject.name)} failed for task ${id}: ${cause instanceof Error ? cause.message : String(cause)}`,
    fix: 'Answer a promise from submit(), and look at what your scheduler and the task do.',
    cause,
  });
}
