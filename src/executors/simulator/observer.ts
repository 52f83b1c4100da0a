import { createRecording, type Outcome, outcomes, type Recording } from '../recording.ts';
import { type Crew, type Fate, fates } from './crew.ts';
import { Fingerprint, wordsOf } from './fingerprint.ts';
import { differ, InversionLog } from './inversion-log.ts';
import type { SimulationPlan } from './plan.ts';
import type { Simulated } from './simulated.ts';
import { createTaskTimes, type TaskTimes } from './task-times.ts';
import type { VirtualTasks } from './virtual-tasks.ts';

/** What the run itself counts. */
type Counts = Pick<Simulated, 'makespan' | 'submitted' | 'completed' | 'failed' | 'starts' | 'crashes' | 'steals'>;

/** Sees every task start and end, and sums up. */
export class Observer {
  readonly #plan: SimulationPlan;
  readonly #tasks: VirtualTasks;
  readonly #crew: Crew;
  readonly #busy: Float64Array;
  readonly #tasksOf: Int32Array;
  readonly #waiting: TaskTimes;
  readonly #latency: TaskTimes;
  readonly #fingerprint: Fingerprint = new Fingerprint();
  readonly #began: Int32Array;
  readonly #ended: Int32Array;
  /** How long the last task waited, and how long it took in all. */
  readonly #spans: Float64Array = new Float64Array(2);
  /** Undefined where no task is more urgent than another. */
  readonly #inversions: InversionLog | undefined;
  readonly #recording: Recording | undefined;

  constructor(plan: SimulationPlan, tasks: VirtualTasks, crew: Crew) {
    const { size, priorities } = plan.load;
    this.#plan = plan;
    this.#tasks = tasks;
    this.#crew = crew;
    this.#busy = new Float64Array(plan.speeds.length);
    this.#tasksOf = new Int32Array(plan.speeds.length);
    this.#began = wordsOf(crew.began);
    this.#ended = wordsOf(crew.due);
    this.#waiting = createTaskTimes(size);
    this.#latency = createTaskTimes(size);
    const mayInvert = priorities !== undefined && differ(priorities, size);
    this.#inversions = mayInvert ? new InversionLog(tasks, priorities) : undefined;
    this.#recording = plan.record ? createRecording(size) : undefined;
  }

  /** The task in this lane was given to the worker. */
  started(lane: number, worker: number): void {
    const id = this.#crew.ids[lane]!;
    if (this.#inversions !== undefined) this.#inversions.starts(id);
    if (this.#recording === undefined) return;
    this.#recording.worker[id] = worker;
    this.#recording.decided[id] = this.#crew.decided[lane]!;
    this.#recording.starts[id]! += 1;
  }

  /** The worker is done with the task in this lane, in whatever way. */
  ended(lane: number, worker: number, fate: Fate): void {
    const crew = this.#crew;
    const id = crew.ids[lane]!;
    const began = crew.began[lane]!;
    const ended = crew.due[lane]!;
    this.#busy[worker]! += ended - began;
    this.#fingerprint.add(id, worker * 4 + fate, this.#began, this.#ended, lane);
    if (fate === fates.completes) {
      const decided = crew.decided[lane]!;
      const submitted = this.#tasks.submitted === undefined ? 0 : this.#tasks.submitted[id]!;
      this.#tasksOf[worker]! += 1;
      this.#spans[0] = decided - submitted;
      this.#spans[1] = crew.seen[lane]! - submitted;
      this.#waiting.add(this.#spans, 0);
      this.#latency.add(this.#spans, 1);
      if (this.#inversions !== undefined) this.#inversions.completed(lane, crew);
    }
    if (this.#recording !== undefined) this.#record(this.#recording, lane, worker);
  }

  settled(id: number, outcome: Outcome): void {
    if (this.#recording !== undefined) this.#recording.outcome[id] = outcome;
  }

  sumUp(counts: Counts): Simulated {
    const { speeds, depth, overlap } = this.#plan;
    const recording = this.#recording;
    const lanes = speeds.length * (overlap ? depth : 1);
    const busy = this.#busy.reduce((sum, time) => sum + time, 0);
    const inversions = this.#inversions?.count(depth === 1) ?? { count: 0, time: 0 };
    const sums = wordsOf(Float64Array.of(counts.makespan, busy));
    this.#fingerprint.add(counts.completed, counts.starts, sums, sums.subarray(2), 0);
    if (recording !== undefined) this.#fillIn(recording);
    return {
      ...counts,
      busy: this.#busy,
      tasksOf: this.#tasksOf,
      waiting: this.#waiting.toPercentiles(),
      latency: this.#latency.toPercentiles(),
      inversions: inversions.count,
      invertedTime: inversions.time,
      utilization: counts.makespan > 0 ? busy / (counts.makespan * lanes) : 0,
      fingerprint: this.#fingerprint.toString(),
      ...(recording === undefined ? {} : { recording }),
    };
  }

  #record(recording: Recording, lane: number, worker: number): void {
    const id = this.#crew.ids[lane]!;
    recording.began[id] = this.#crew.began[lane]!;
    recording.ended[id] = this.#crew.due[lane]!;
    recording.seen[id] = this.#crew.seen[lane]!;
    recording.thread[id] = worker + 1;
  }

  #fillIn(recording: Recording): void {
    for (let id = 0; id < recording.size; id += 1) {
      recording.priority[id] = this.#tasks.priorityOf(id);
      recording.submitted[id] = this.#tasks.submittedAt(id);
    }
  }
}

/** How a task that ran to this fate, for the last time, ended. */
export function outcomeOf(fate: Fate): Outcome {
  switch (fate) {
    case fates.completes:
      return outcomes.done;
    case fates.throws:
      return outcomes.threw;
    case fates.crashes:
      return outcomes.crashed;
  }
}
