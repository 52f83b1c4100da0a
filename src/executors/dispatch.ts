import { now } from '../measurement/clock.ts';
import type { GateError } from '../model/errors.ts';
import type { Strategy } from '../schedulers/strategy.ts';
import type { Task } from '../schedulers/task.ts';
import { Casualties, type Fallen } from './casualties.ts';
import { Deadlines } from './deadlines.ts';
import { aborted, cancelled, closed, queueFull, taskThrew, taskTimedOut, workerCrashed } from './dispatch-errors.ts';
import { Dispatched, faultedJob, type Settle, type TaskRequest, Unfinished } from './dispatched.ts';
import type { Ending, Executor } from './executor.ts';
import { GuardedScheduler } from './guarded-scheduler.ts';
import { Lanes } from './lanes.ts';
import { Recorder } from './recorder.ts';
import { type Outcome, outcomes, type Recording } from './recording.ts';

/** How to join a strategy with an executor. */
export interface DispatchOptions {
  readonly executor: Executor;
  readonly strategy: Strategy;
  /** For whatever the strategy draws at random. @default 1 */
  readonly seed?: number;
  /** How long a task may run in a worker, in ns. @default Infinity */
  readonly timeout?: number;
  /** How often a task that failed is run again. @default 0 */
  readonly retries?: number;
  /** How many tasks may wait. @default Infinity */
  readonly maxQueue?: number;
  /** Ends the run: unfinished tasks fail with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Where to record what happens to tasks whose id is below its size. */
  readonly recording?: Recording;
}

/**
 * Joins a strategy with an executor: takes tasks, asks the strategy, starts its choice, never more than the executor's
 * depth on one worker.
 *
 * When a thread dies or has to be ended, its task is charged for it. At a depth above 1 it may be unclear which one it was:
 * then those that had begun run again, one at a time, alone on the slot, and only the one that does it again is charged.
 */
export class Dispatcher {
  readonly #executor: Executor;
  readonly #scheduler: GuardedScheduler;
  readonly #lanes: Lanes;
  readonly #timeout: number;
  readonly #retries: number;
  readonly #maxQueue: number;
  readonly #recorder: Recorder;
  readonly #signal: AbortSignal | undefined;
  readonly #deadlines: Deadlines | undefined;
  /** What the executor calls when the job in a lane has ended: one for each lane, not one for each task. */
  readonly #done: readonly ((ending: Ending) => void)[];
  readonly #unfinished: Unfinished = new Unfinished();
  readonly #casualties: Casualties = new Casualties();
  #submitted = 0;
  #watched = false;
  #ended: GateError | undefined;
  /** Wait for the moment in which nothing is in flight any more. */
  readonly #closing: (() => void)[] = [];

  constructor(options: DispatchOptions) {
    const { executor, strategy } = options;
    this.#executor = executor;
    this.#lanes = new Lanes(executor.workers, executor.depth);
    this.#timeout = options.timeout ?? Infinity;
    this.#retries = options.retries ?? 0;
    this.#maxQueue = options.maxQueue ?? Infinity;
    this.#recorder = new Recorder(options.recording);
    this.#done = Array.from({ length: this.#lanes.count }, (_, at) => (ending: Ending) => {
      this.#end(at, ending);
    });
    this.#deadlines =
      this.#timeout === Infinity
        ? undefined
        : new Deadlines(executor, this.#lanes, this.#timeout, (worker) => {
            executor.restart(worker);
          });
    this.#scheduler = new GuardedScheduler(strategy, this.#lanes.room, options.seed ?? 1, (error) => {
      this.#stop(error);
    });
    this.#signal = options.signal;
    this.#signal?.addEventListener('abort', this.#abort, { once: true });
    if (this.#signal?.aborted === true) this.#abort();
  }

  /** How many tasks wait for a worker. */
  get queued(): number {
    return this.#scheduler.queued;
  }

  /** How many tasks are in flight on workers. */
  get inFlight(): number {
    return this.#lanes.inFlight;
  }

  /**
   * Takes a task. `settle` is called once: at once when the task is refused (`QUEUE_FULL`, `CLOSED`, `ABORTED`), else when
   * it has ended (with `TASK_FAILED`, `TASK_TIMEOUT` or `WORKER_CRASHED` when it did not end well).
   *
   * @returns the task, by which it can be cancelled
   */
  submit(request: TaskRequest, settle: Settle): Task {
    const submitted = now();
    const task = new Dispatched(this.#submitted, submitted, request, this.#retries, settle);
    this.#submitted += 1;
    this.#recorder.submitted(task);
    this.#unfinished.add(task);
    if (this.#ended !== undefined) {
      this.#settle(task, outcomes.cancelled, this.#ended, undefined);
      return task;
    }
    this.#place(task, submitted);
    if (!task.started && this.#scheduler.queued > this.#maxQueue && this.#scheduler.remove(task)) {
      this.#settle(task, outcomes.refused, queueFull(task, this.#maxQueue), undefined);
    }
    return task;
  }

  /**
   * Takes a queued task back: it ends with `CANCELLED`, at once. Answers false for a task that has ended or that a worker
   * has already: such a task ends as it would have.
   *
   * @param task what `submit` of this dispatcher answered
   */
  cancel(task: Task): boolean {
    if (!(task instanceof Dispatched) || task.finished || task.started || !this.#scheduler.remove(task)) return false;
    this.#settle(task, outcomes.cancelled, cancelled(task), undefined);
    return true;
  }

  /**
   * Ends everything: unfinished tasks fail with `CLOSED`. Resolves when nothing is in flight any more.
   *
   * @param leave lets workers finish what they are at, which has to end by itself, instead of ending their threads
   */
  async close({ leave = false }: { readonly leave?: boolean } = {}): Promise<void> {
    this.#stop(closed(), leave);
    if (this.#lanes.inFlight > 0) await new Promise<void>((resolve) => this.#closing.push(resolve));
  }

  readonly #abort = (): void => {
    this.#stop(aborted(this.#signal?.reason));
  };

  #place(task: Dispatched, from: number): void {
    const worker = this.#scheduler.place(task);
    this.#recorder.considered(task, now() - from);
    if (worker !== -1) this.#fill(worker);
    if (this.#lanes.inFlight === 0) this.#watch();
  }

  /** Starts what the strategy has for this worker. */
  #fill(worker: number): void {
    while (this.#ended === undefined && this.#lanes.room.hasRoom(worker)) {
      const asked = now();
      const task = this.#scheduler.next(worker);
      if (task === undefined) return;
      const decided = now();
      this.#recorder.considered(task, decided - asked);
      this.#start(task, worker, decided);
    }
  }

  #start(task: Dispatched, worker: number, decided: number): void {
    task.started = true;
    const at = this.#lanes.occupy(task, worker, decided);
    this.#recorder.started(task, worker, decided);
    const job = task.faults === undefined ? task.job : faultedJob(task.job, task.faults[this.#retries - task.retries]);
    this.#executor.start(worker, at - worker * this.#lanes.depth, job, this.#done[at]!);
    this.#deadlines?.arm();
  }

  #end(at: number, ending: Ending): void {
    const seen = now();
    const worker = this.#lanes.workerOf(at);
    const task = this.#lanes.task(at)!;
    this.#lanes.vacate(at);
    if (this.#ended !== undefined) {
      if (this.#lanes.inFlight === 0) for (const resolve of this.#closing.splice(0)) resolve();
      return;
    }
    if (ending.ok) {
      const { ran } = ending;
      this.#recorder.ran(task, ran, seen);
      this.#learn(task, worker, ran.ended - ran.began);
      this.#fill(worker);
      this.#settle(task, outcomes.done, undefined, ran.value);
    } else if (ending.failure.kind === 'threw') {
      this.#recorder.threw(task, ending.failure.thread);
      this.#learn(task, worker, Number.NaN);
      this.#charge(task, worker, outcomes.threw, taskThrew(task, ending.failure.error));
      this.#fill(worker);
    } else {
      this.#learn(task, worker, Number.NaN);
      if (this.#casualties.fall(worker, { task, failure: ending.failure })) this.#lanes.room.shut(worker);
    }
    if (this.#casualties.holds(worker)) this.#proceed(worker);
    if (this.#lanes.inFlight === 0) this.#watch();
  }

  #learn(task: Dispatched, worker: number, duration: number): void {
    if (!task.alone) this.#scheduler.ended(task, worker, duration);
  }

  /** A worker that is kept apart has ended a task: on with the next suspect, or back to the strategy. */
  #proceed(worker: number): void {
    if (this.#ended !== undefined || this.#lanes.room.held(worker) > 0) return;
    const judged = this.#casualties.judge(worker);
    const innocent = judged?.innocent ?? [];
    const [only, ...others] = judged?.suspects ?? [];
    if (only !== undefined && others.length === 0) {
      this.#convict(only, worker);
    } else {
      for (const { task } of judged?.suspects ?? []) this.#casualties.isolate(worker, task);
    }
    for (const { task } of innocent) this.#again(task);
    const alone = this.#casualties.nextAlone(worker);
    if (alone !== undefined) {
      this.#start(alone, worker, now());
      return;
    }
    this.#casualties.release(worker);
    this.#lanes.room.reopen(worker);
    this.#fill(worker);
  }

  #convict({ task, failure }: Fallen, worker: number): void {
    if (failure.kind === 'crashed') {
      this.#charge(task, worker, outcomes.crashed, workerCrashed(task, worker, failure.error));
    } else {
      this.#charge(task, worker, outcomes.timedOut, taskTimedOut(task, worker, this.#timeout));
    }
  }

  /** A task failed by its own fault: once more if it may, else it has ended. */
  #charge(task: Dispatched, worker: number, outcome: Outcome, error: GateError): void {
    if (task.retries === 0) {
      this.#settle(task, outcome, error, undefined);
      return;
    }
    task.retries -= 1;
    const dangerous = outcome !== outcomes.threw && this.#lanes.depth > 1;
    if (task.alone || dangerous) this.#casualties.isolate(worker, task);
    else this.#again(task);
  }

  #again(task: Dispatched): void {
    task.started = false;
    this.#place(task, now());
  }

  #settle(task: Dispatched, outcome: Outcome, error: GateError | undefined, value: unknown): void {
    if (task.finished) return;
    task.finished = true;
    this.#unfinished.remove(task);
    this.#recorder.settled(task, outcome);
    task.settle(task, error, value);
  }

  /** With nothing in flight something has to be started soon, or a strategy that holds back its tasks would hang the run. */
  #watch(): void {
    if (this.#watched || this.#unfinished.size === 0) return;
    this.#watched = true;
    setImmediate(() => {
      this.#watched = false;
      if (this.#lanes.inFlight > 0 || this.#ended !== undefined) return;
      for (let worker = 0; worker < this.#lanes.room.count; worker += 1) this.#fill(worker);
      if (this.#lanes.inFlight > 0 || this.#unfinished.size === 0) return;
      this.#scheduler.holdsBack(this.#unfinished.size);
    });
  }

  #stop(error: GateError, leave = false): void {
    if (this.#ended !== undefined) return;
    this.#ended = error;
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#deadlines?.stop();
    for (let worker = 0; worker < this.#lanes.room.count; worker += 1) {
      if (!leave && this.#lanes.room.held(worker) > 0) this.#executor.restart(worker);
    }
    for (let task = this.#unfinished.first; task !== undefined; task = this.#unfinished.first) {
      this.#settle(task, outcomes.cancelled, error, undefined);
    }
  }
}
