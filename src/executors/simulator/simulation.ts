import { outcomes } from '../recording.ts';
import { Crew, type Fate, fates } from './crew.ts';
import { EventHeap } from './event-heap.ts';
import { Misfortune } from './faults.ts';
import { Observer, outcomeOf } from './observer.ts';
import type { SimulationPlan } from './plan.ts';
import type { Simulated } from './simulated.ts';
import { StrategyAtWork } from './strategy-at-work.ts';
import { Submissions } from './submissions.ts';
import { VirtualTasks } from './virtual-tasks.ts';

/**
 * A run in virtual time. One coordinator takes in arrivals and ends in the order in which they happen, one after the other:
 * while it is at work on some, others wait for it. Workers run what they were given without it.
 *
 * Ten million tasks are to take seconds: times lie in typed arrays and are not passed to functions (see `EventHeap`).
 */
export class Simulation {
  readonly #plan: SimulationPlan;
  readonly #tasks: VirtualTasks;
  readonly #submissions: Submissions;
  readonly #crew: Crew;
  readonly #strategy: StrategyAtWork;
  readonly #observer: Observer;
  /** Ends by lane; from `crew.lanes` on, returns by worker. */
  readonly #events: EventHeap;
  readonly #misfortune: Misfortune | undefined;
  /** With faults, by task: how often it was started, and how many of its retries are used. */
  readonly #startsOf: Uint32Array;
  readonly #retriesOf: Uint16Array;
  /** With faults, by worker: busy time until its next crash, and how many it has had. */
  readonly #untilCrash: Float64Array;
  readonly #crashesOf: Uint32Array;
  /** One number: when the coordinator is done with what it was given. */
  readonly #clock: Float64Array = new Float64Array(1);
  #starts = 0;
  #crashes = 0;
  #completed = 0;
  #failed = 0;

  /** @throws GateError `SUBJECT_FAILED` when the strategy cannot be started */
  constructor(plan: SimulationPlan) {
    const { speeds, depth, load, faults } = plan;
    this.#plan = plan;
    this.#tasks = new VirtualTasks(load);
    this.#submissions = new Submissions(load, this.#tasks.submitted);
    this.#crew = new Crew(speeds.length, depth, plan.overlap, this.#tasks);
    this.#strategy = new StrategyAtWork(plan, this.#crew.workers);
    this.#observer = new Observer(plan, this.#tasks, this.#crew);
    this.#events = new EventHeap(this.#crew.due);
    const misfortune = faults === undefined ? undefined : new Misfortune(faults);
    this.#misfortune = misfortune;
    this.#startsOf = new Uint32Array(faults === undefined ? 0 : load.size);
    this.#retriesOf = new Uint16Array(faults === undefined ? 0 : load.size);
    this.#untilCrash = Float64Array.from(speeds, (_, worker) => misfortune?.untilCrash(worker, 0) ?? Infinity);
    this.#crashesOf = new Uint32Array(speeds.length);
  }

  /** @throws GateError `SUBJECT_FAILED` when the strategy breaks its contract */
  run(): Simulated {
    const { size } = this.#plan.load;
    while (this.#submissions.settled < size) {
      const next = this.#events.earliest;
      if (this.#submissions.isOpen && this.#submissions.arrival <= next) this.#submit();
      else if (next < Infinity) this.#happen(this.#events.take());
      else this.#stall();
    }
    return this.#observer.sumUp({
      makespan: this.#clock[0]!,
      submitted: this.#submissions.submitted,
      completed: this.#completed,
      failed: this.#failed,
      starts: this.#starts,
      crashes: this.#crashes,
      steals: this.#strategy.steals,
    });
  }

  #submit(): void {
    this.#clock[0] = Math.max(this.#clock[0]!, this.#submissions.arrival);
    const id = this.#submissions.take();
    this.#submissions.date(id, this.#clock);
    this.#place(id);
  }

  #place(id: number): void {
    const worker = this.#strategy.place(this.#tasks.get(id));
    if (worker !== -1) this.#fill(worker);
  }

  /** Starts what the strategy has for this worker. */
  #fill(worker: number): void {
    const crew = this.#crew;
    const { costs } = this.#plan;
    while (crew.workers.hasRoom(worker)) {
      const steals = costs.steal > 0 ? this.#strategy.steals : 0;
      const task = this.#strategy.next(worker);
      if (task === undefined) return;
      const lane = crew.occupy(task, worker);
      const decided = this.#clock[0]!;
      crew.decided[lane] = decided;
      this.#clock[0] = decided + costs.dispatch;
      if (costs.steal > 0 && this.#strategy.steals > steals) this.#clock[0] += costs.steal;
      crew.began[lane] = this.#clock[0] + costs.transfer;
      this.#starts += 1;
      this.#observer.started(lane, worker);
      if (crew.runsAtOnce(worker)) this.#begin(lane, worker);
    }
  }

  /** A worker begins with a task, and when it ends is known: there is no reason to wait and see. */
  #begin(lane: number, worker: number): void {
    const crew = this.#crew;
    const duration = this.#plan.load.service[crew.ids[lane]!]! / this.#plan.speeds[worker]!;
    crew.due[lane] = crew.began[lane]! + duration;
    if (this.#misfortune !== undefined) this.#draw(lane, worker, duration);
    this.#events.add(lane);
  }

  /** What becomes of a task that begins. */
  #draw(lane: number, worker: number, duration: number): void {
    const id = this.#crew.ids[lane]!;
    const left = this.#untilCrash[worker]!;
    let fate: Fate = this.#misfortune!.throws(id, this.#startsOf[id]!) ? fates.throws : fates.completes;
    this.#startsOf[id]! += 1;
    if (left < duration) {
      fate = fates.crashes;
      this.#crew.due[lane] = this.#crew.began[lane]! + left;
    }
    // Where tasks overlap, others may begin before this one takes the worker down with it: they bring no second crash.
    this.#untilCrash[worker] = left < duration ? Infinity : left - duration;
    this.#crew.fates[lane] = fate;
  }

  #happen(event: number): void {
    if (event >= this.#crew.lanes) this.#return(event - this.#crew.lanes);
    else if (this.#crew.fates[event] === fates.crashes) this.#crash(event);
    else this.#end(event);
  }

  #end(lane: number): void {
    const crew = this.#crew;
    const fate = crew.fates[lane] as Fate;
    const worker = crew.workerOf(lane);
    const id = crew.ids[lane]!;
    const duration = fate === fates.completes ? crew.due[lane]! - crew.began[lane]! : Number.NaN;
    this.#see(lane, worker, fate);
    const following = crew.vacate(lane, worker);
    if (following !== -1) {
      crew.began[following] = Math.max(crew.due[lane]!, crew.began[following]!);
      this.#begin(following, worker);
    }
    crew.due[lane] = Number.NaN;
    this.#strategy.ended(crew.tasks[lane]!, worker, duration);
    if (fate === fates.throws) this.#charge(id, fate);
    this.#fill(worker);
    if (fate === fates.completes) this.#settle(id, fate);
  }

  /** The coordinator sees that a worker is done with a task. */
  #see(lane: number, worker: number, fate: Fate): void {
    const crew = this.#crew;
    this.#clock[0] = Math.max(this.#clock[0]!, crew.due[lane]!) + this.#plan.costs.retrieve;
    crew.seen[lane] = this.#clock[0];
    this.#observer.ended(lane, worker, fate);
  }

  /** A worker dies while it runs a task, and takes with it whatever else it holds, which is not charged for it. */
  #crash(by: number): void {
    const crew = this.#crew;
    const worker = crew.workerOf(by);
    const time = crew.due[by]!;
    const fallen = crew.occupied(worker);
    const ids = fallen.filter((lane) => lane !== by).map((lane) => crew.ids[lane]!);
    for (const lane of fallen) {
      // What had not begun has taken no time.
      if (Number.isNaN(crew.due[lane]!) || crew.began[lane]! > time) crew.began[lane] = time;
      crew.due[lane] = time;
      this.#see(lane, worker, fates.crashes);
      crew.vacate(lane, worker);
      crew.due[lane] = Number.NaN;
      this.#strategy.ended(crew.tasks[lane]!, worker, Number.NaN);
    }
    crew.workers.shut(worker);
    this.#crashes += 1;
    this.#crashesOf[worker]! += 1;
    this.#untilCrash[worker] = this.#misfortune!.untilCrash(worker, this.#crashesOf[worker]!);
    crew.due[crew.lanes + worker] = time + this.#misfortune!.restart;
    this.#events.add(crew.lanes + worker);
    this.#charge(crew.ids[by]!, fates.crashes);
    for (const id of ids) this.#place(id);
  }

  /** A worker that crashed is back. */
  #return(worker: number): void {
    const { due, lanes, workers } = this.#crew;
    this.#clock[0] = Math.max(this.#clock[0]!, due[lanes + worker]!);
    due[lanes + worker] = Number.NaN;
    workers.reopen(worker);
    this.#fill(worker);
  }

  /** A task failed: once more if it may, else it has ended. */
  #charge(id: number, fate: Fate): void {
    if (this.#retriesOf[id]! >= this.#plan.retries) {
      this.#settle(id, fate);
      return;
    }
    this.#retriesOf[id]! += 1;
    this.#place(id);
  }

  #settle(id: number, fate: Fate): void {
    const outcome = outcomeOf(fate);
    if (outcome === outcomes.done) this.#completed += 1;
    else this.#failed += 1;
    this.#observer.settled(id, outcome);
    this.#submissions.settle(id);
  }

  /** Nothing is in flight and nothing is to come, but tasks wait: every worker is asked once more. */
  #stall(): void {
    const before = this.#starts;
    for (let worker = 0; worker < this.#crew.workers.count; worker += 1) this.#fill(worker);
    if (this.#starts === before) throw this.#strategy.holdsBack();
  }
}
