import { now } from '../../measurement/clock.ts';
import { heldAfterCollection } from '../../measurement/memory.ts';
import { GateError } from '../../model/errors.ts';
import { formatQuantity } from '../../model/units.ts';
import { type Contender, probeTasks, type Repetition } from './contender.ts';
import { Digests } from './digests.ts';
import type { SchedulerSubject } from './options.ts';
import type { SchedulerPlan } from './plan.ts';
import { runSubject, subjectTask } from './subject-repetition.ts';
import { within } from './within.ts';
import type { PlannedRequest, Workload } from './workload.ts';

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
  const opened = (async () => subject.open?.({ workers: plan.speeds.length, depth: plan.depth }))();
  try {
    await within(opened, plan.timeout, signal, () => late(subject, 'open()', plan.timeout));
  } catch (cause) {
    // What opens after nobody waits for it any more is closed at once.
    void opened.then(() => subject.close?.()).catch(() => undefined);
    throw asSubjectError(subject, 'open()', cause);
  }
  const startUp = now() - opening;
  const digests = new Digests([]);
  const run = (some: readonly PlannedRequest[], window: number): Promise<Repetition> =>
    runSubject({ plan, subject, requests: some, window, digests, signal });
  const close = async (): Promise<string | undefined> => {
    try {
      const closing = (async () => subject.close?.())();
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
  const nothing = Promise.resolve();
  const noop: PlannedRequest = { job: { kind: 'noop' }, kind: 'noop', priority: 0, estimate: 0 };
  const tasks = Array.from({ length: probeTasks }, (_, id) => subjectTask(noop, id).task);
  const answers: PromiseLike<unknown>[] = Array.from({ length: probeTasks }, () => nothing);
  let growth: number;
  try {
    const before = heldAfterCollection();
    for (const [id, task] of tasks.entries()) answers[id] = subject.submit(task);
    growth = (heldAfterCollection() - before) / probeTasks;
  } finally {
    // Also where one of them could not be submitted: those before it have to end, and may fail.
    const ended = Promise.allSettled(answers);
    await within(ended, plan.timeout, signal, () => late(subject, 'submit()', plan.timeout));
  }
  return growth;
}
