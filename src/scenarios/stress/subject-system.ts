import type { Ran } from '../../executors/executor.ts';
import { now } from '../../measurement/clock.ts';
import { GateError } from '../../model/errors.ts';
import { formatQuantity } from '../../model/units.ts';
import { Digests } from '../scheduler/digests.ts';
import type { SchedulerSubject, SubjectTask } from '../scheduler/options.ts';
import { Patience } from '../scheduler/patience.ts';
import { openSubject as openScheduler } from '../scheduler/subject-contender.ts';
import { asRan, noPromise, otherClock, subjectTask, taskFailed, unfinished } from '../scheduler/subject-repetition.ts';
import type { RunClock } from './clock.ts';
import type { StressPlan } from './plan.ts';
import { SubjectTries } from './subject-tries.ts';
import type { CompletedRun, Ended, OpenSystem, StressSystem, SystemEvents, TaskEnd } from './system.ts';
import type { LoadTask, TaskSource } from './task-source.ts';

/**
 * Opens a scheduler of the user's own and runs a first task through it.
 *
 * @throws GateError `SUBJECT_FAILED` when `open` throws or does not end
 */
export async function openSubject(
  plan: StressPlan,
  subject: SchedulerSubject,
  source: TaskSource,
  signal: AbortSignal | undefined,
): Promise<OpenSystem> {
  const workload = { requests: [source.first], durations: undefined };
  const opened = await openScheduler(plan.scheduler, subject, workload, signal);
  return {
    name: subject.name,
    kind: 'subject',
    load: (clock, events) => new SubjectSystem(plan, subject, clock, events),
    close: () => opened.close(),
  };
}

/** Ends a task that is unfinished; one that has ended stays as it is. */
type EndPending = (how: TaskEnd, error: GateError | undefined, run: CompletedRun | undefined) => void;

class SubjectSystem implements StressSystem {
  readonly slots: number;
  readonly starts: undefined;
  readonly canHold: boolean = false;
  readonly endsInMicrotasks: boolean = true;
  readonly #plan: StressPlan;
  readonly #subject: SchedulerSubject;
  readonly #clock: RunClock;
  readonly #events: SystemEvents;
  readonly #digests: Digests = new Digests([]);
  readonly #pending: Set<EndPending> = new Set();
  #patience: Patience | undefined;

  constructor(plan: StressPlan, subject: SchedulerSubject, clock: RunClock, events: SystemEvents) {
    this.#plan = plan;
    this.#subject = subject;
    this.#clock = clock;
    this.#events = events;
    this.slots = plan.scheduler.speeds.length * plan.scheduler.depth;
  }

  submit(loadTask: LoadTask, ended: Ended): undefined {
    const { index, request, fault } = loadTask;
    const attempts = this.#plan.faults?.attempts ?? 0;
    const tries = fault === undefined ? undefined : new SubjectTries(request.job, fault, attempts, this.#events.broken);
    const { task, progress } = subjectTask(request, index, tries?.run);
    if (tries !== undefined) Object.defineProperty(task, 'job', { get: () => tries.read(), enumerable: true });
    const end: EndPending = (how, error, run) => {
      if (!this.#pending.delete(end)) return;
      if (this.#pending.size === 0) this.#rest();
      else this.#patience?.renew();
      ended({ end: how, error, injected: how === 'cancelled' ? 0 : (tries?.injected ?? 0), run });
    };
    this.#pending.add(end);
    // Only while tasks are unfinished is there anything to wait for.
    this.#patience ??= new Patience(this.#plan.scheduler.timeout, () => this.#loseAll());
    const submitted = now();
    const fail = (error: GateError): void => end('failed', error, undefined);
    const settle = (value: unknown): void => {
      const ran = asRan(value);
      if (ran !== undefined && !(ran.began >= submitted && ran.ended >= ran.began && ran.ended <= now())) {
        this.#events.broken(otherClock(this.#subject, index));
        return;
      }
      const wrong =
        ran === undefined
          ? unfinished(this.#subject, index, progress)
          : tries === undefined
            ? this.#digests.check(request.job, 0, ran.value)
            : undefined;
      if (wrong === undefined) end('completed', undefined, this.#runOf(ran));
      else fail(wrong);
    };
    this.#hand(task, settle, fail, (answer) => noPromise(this.#subject, answer));
    return undefined;
  }

  /** Hands the task to the subject, whatever that does with it. */
  #hand(
    task: SubjectTask,
    settle: (value: unknown) => void,
    fail: (error: GateError) => void,
    noPromiseOf: (answer: unknown) => GateError,
  ): void {
    const failed = (error: unknown): void => fail(taskFailed(this.#subject, task.id, error));
    try {
      const answer: PromiseLike<unknown> = this.#subject.submit(task);
      const isPromise = typeof (answer as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
      if (isPromise) void answer.then(settle, failed);
      else fail(noPromiseOf(answer));
    } catch (error) {
      failed(error);
    }
  }

  /** Nothing is in its workers while the clock stands still, so that their times are times of the run. */
  #runOf(ran: Ran | undefined): CompletedRun | undefined {
    return ran === undefined ? undefined : { started: this.#clock.at(ran.began), executed: ran.ended - ran.began };
  }

  cancel(): boolean {
    return false;
  }

  async hold(): Promise<boolean> {
    return false;
  }

  release(): void {
    // Nothing is ever held.
  }

  async heaps(): Promise<undefined> {
    // Its workers are its own.
  }

  rss(): number {
    return process.memoryUsage.rss();
  }

  async giveUp(): Promise<void> {
    for (const end of this.#pending) end('cancelled', undefined, undefined);
  }

  #rest(): void {
    this.#patience?.end();
    this.#patience = undefined;
  }

  #loseAll(): void {
    const { timeout } = this.#plan.scheduler;
    const error = new GateError({
      code: 'TASK_TIMEOUT',
      message: `The subject ${JSON.stringify(this.#subject.name)} finished no task for ${formatQuantity(timeout, 'ns')}, with ${this.#pending.size} submitted.`,
      fix: 'Settle every promise that submit() answers, or raise `timeout` if one task takes that long.',
    });
    this.#patience = undefined;
    for (const end of this.#pending) end('failed', error, undefined);
  }
}
