/**
 * Where both sides of a test come together: each side's body runs until it waits for a measurement, one side after the other; where
 * both wait for the same, it is measured in turns.
 */
import { createRandom } from '../../../statistics/random.ts';
import type { MeasureRequest, Missing, Pair, Side as SideName } from '../../protocol.ts';
import { describeError } from '../failure.ts';
import type { BenchResult } from '../measure/bench-result.ts';
import { measureBenchmark, runOnce, type Measuring } from '../measure/measure-benchmark.ts';
import { measureScenarios, runScenarioOnce, type ScenarioSubject } from '../measure/measure-scenarios.ts';
import { beginningWith, type SideOrder } from '../measure/order.ts';
import { SideError } from '../measure/side-error.ts';
import { Subject } from '../measure/subject.ts';
import type { Side } from '../side.ts';
import type { TestNode } from '../record/task-tree.ts';
import { createBench } from './bench-fixture.ts';
import { atAnotherPlace, neverReached, skipped } from './not-measured.ts';
import { scenarioResults } from './scenario-names.ts';
import { type BenchCall, type Call, type ScenarioCall, Seat } from './seat.ts';
import { TestRun } from './test-run.ts';

/** What a measurement works with. */
export interface TestMeasurement {
  readonly request: MeasureRequest;
  readonly sides: Readonly<Record<SideName, Side>>;
  /** Called when another side's code is about to run. */
  readonly enter: (side: SideName) => void;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Called when everything that was asked for has been measured: what goes wrong from here on does not matter. */
  readonly onMeasured: () => void;
}

/** A result that is missing, with the stack of its error. */
export interface Told extends Missing {
  readonly stack: string;
}

/** Both sides of one test. */
export class Meeting {
  readonly pairs: Pair[] = [];
  readonly #measurement: TestMeasurement;
  readonly #order: SideOrder;
  readonly #measuring: Measuring;
  readonly #seats: Readonly<Record<SideName, Seat>> = { base: new Seat('base'), head: new Seat('head') };
  /** The results that are still to be measured, in the order of the request. */
  readonly #wanted: Set<string>;
  /** Why a wanted result was not measured. */
  readonly #errors = new Map<string, SideError>();
  readonly #reached: Readonly<Record<SideName, Set<string>>> = { base: new Set(), head: new Set() };

  constructor(measurement: TestMeasurement) {
    this.#measurement = measurement;
    const { request, signal } = measurement;
    this.#order = beginningWith(request.first);
    this.#wanted = new Set(request.results);
    this.#measuring = {
      plan: request.plan,
      order: this.#order,
      random: createRandom(request.seed),
      check: () => signal.throwIfAborted(),
    };
  }

  /** Runs both bodies to their ends. */
  async run(tests: Readonly<Record<SideName, TestNode>>): Promise<void> {
    const { sides, enter, signal } = this.#measurement;
    for (const side of this.#order) {
      const seat = this.#seats[side];
      enter(side);
      const run = new TestRun(sides[side], tests[side], createBench(seat), signal);
      void run.run().then((outcome) => seat.end(outcome));
      await seat.settled();
      sides[side].note();
    }
    for (;;) {
      const alone = this.#alone();
      if (alone !== undefined) await this.#runAlone(alone, this.#seats[alone].call!);
      else if (this.#seats.base.call !== undefined) await this.#runTogether();
      else break;
    }
  }

  /** The wanted results that were not measured, and whose fault it is. */
  missing(): readonly Told[] {
    return [...this.#wanted].map((result): Told => {
      const { side, error } = this.#whyMissing(result);
      const { message, stack } = describeError(error);
      return { result, side, message, stack };
    });
  }

  #whyMissing(result: string): { readonly side: SideName; readonly error: unknown } {
    const error = this.#errors.get(result);
    if (error !== undefined) return { side: error.side, error };
    // Of those that did not get there; where both did, one of them did at another place of the test.
    const side = this.#reached.head.has(result) && !this.#reached.base.has(result) ? 'base' : 'head';
    return { side, error: this.#whyNotReached(side, result) };
  }

  #whyNotReached(side: SideName, result: string): unknown {
    const { outcome } = this.#seats[side];
    if (this.#reached[side].has(result)) return atAnotherPlace(result);
    if (outcome?.type === 'failed') return outcome.error;
    return outcome?.type === 'skipped'
      ? skipped(this.#measurement.request.test, outcome.note)
      : neverReached(this.#measurement.request.test, result);
  }

  /** The side whose call is not to be measured with the other's; undefined when both wait for the same, or none waits. */
  #alone(): SideName | undefined {
    const calls = this.#order.flatMap((side) => {
      const { call } = this.#seats[side];
      return call === undefined ? [] : [{ side, call }];
    });
    const unwanted = calls.find(({ call }) => !this.#isWanted(call));
    if (unwanted !== undefined || calls.length < 2) return (unwanted ?? calls[0])?.side;
    const [one, other] = calls as [(typeof calls)[number], (typeof calls)[number]];
    if (this.#areSame(one.call, other.call)) return undefined;
    // Tests run in the order of the request: the call that comes first there is one that the other side does not have.
    return this.#place(one.call) <= this.#place(other.call) ? one.side : other.side;
  }

  #areSame(one: Call, other: Call): boolean {
    if (one.type !== other.type) return false;
    const names = wantedNames(one);
    const others = wantedNames(other);
    if (names === undefined || others === undefined) return true;
    return names.some((name) => this.#wanted.has(name) && others.includes(name));
  }

  #isWanted(call: Call): boolean {
    const names = wantedNames(call);
    return names === undefined ? this.#wanted.size > 0 : names.some((name) => this.#wanted.has(name));
  }

  #place(call: Call): number {
    const { results } = this.#measurement.request;
    const places = (wantedNames(call) ?? []).map((name) => results.indexOf(name)).filter((place) => place >= 0);
    return Math.min(...places, results.length);
  }

  /** One quick round of everything that a side asks for. */
  async #runAlone(side: SideName, call: Call): Promise<void> {
    let settle: () => void;
    try {
      this.#note(side, call);
      settle = await this.#quickly(side, call);
    } catch (error) {
      settle = () => call.reject(thrown(error));
    }
    await this.#answer(side, settle);
  }

  async #quickly(side: SideName, call: Call): Promise<() => void> {
    this.#measuring.check();
    if (call.type !== 'bench') {
      const outcome = await runScenarioOnce(side, this.#scenarioSubject(side, call), this.#measurement.signal);
      return () => call.resolve(outcome);
    }
    const results = new Map<string, BenchResult>();
    for (const benchmark of call.benchmarks) {
      results.set(benchmark.name, await runOnce(benchmark.name, this.#subject(side, call, benchmark.name)));
    }
    return () => call.resolve(results);
  }

  async #runTogether(): Promise<void> {
    const { base, head } = this.#seats;
    const calls = { base: base.call!, head: head.call! };
    for (const side of this.#order) this.#note(side, calls[side]);
    const settle =
      calls.base.type === 'bench'
        ? await this.#measureBenchmarks(calls as Readonly<Record<SideName, BenchCall>>)
        : await this.#measureScenarios(calls as Readonly<Record<SideName, ScenarioCall>>);
    for (const side of this.#order) await this.#answer(side, settle[side]);
  }

  async #measureBenchmarks(calls: Readonly<Record<SideName, BenchCall>>): Promise<Record<SideName, () => void>> {
    const results = { base: new Map<string, BenchResult>(), head: new Map<string, BenchResult>() };
    const errors: Partial<Record<SideName, unknown>> = {};
    for (const { name } of calls.head.benchmarks) {
      if (!this.#wanted.has(name) || !calls.base.benchmarks.some((each) => each.name === name)) continue;
      try {
        const subjects = {
          base: this.#subject('base', calls.base, name),
          head: this.#subject('head', calls.head, name),
        };
        const measured = await measureBenchmark(name, subjects, this.#measuring);
        for (const side of this.#order) results[side].set(name, measured.results[side]);
        this.#done(measured.pair);
      } catch (error) {
        this.#failed([name], error, errors);
      }
    }
    return this.#settleBoth(async (side) => {
      const call = calls[side];
      if (side in errors) throw errors[side];
      for (const { name } of call.benchmarks) {
        if (results[side].has(name)) continue;
        results[side].set(name, await runOnce(name, this.#subject(side, call, name)));
      }
      return () => call.resolve(results[side]);
    }, calls);
  }

  async #measureScenarios(calls: Readonly<Record<SideName, ScenarioCall>>): Promise<Record<SideName, () => void>> {
    const errors: Partial<Record<SideName, unknown>> = {};
    let outcomes: Awaited<ReturnType<typeof measureScenarios>>['outcomes'] | undefined;
    try {
      const subjects = {
        base: this.#scenarioSubject('base', calls.base),
        head: this.#scenarioSubject('head', calls.head),
      };
      const isWanted = (name: string): boolean => this.#wanted.has(name);
      const measured = await measureScenarios(subjects, isWanted, this.#measuring, this.#measurement.signal);
      outcomes = measured.outcomes;
      for (const pair of measured.pairs) this.#done(pair);
    } catch (error) {
      this.#failed(wantedNames(calls.head) ?? [...this.#wanted], error, errors);
    }
    return this.#settleBoth(async (side) => {
      const call = calls[side];
      if (side in errors) throw errors[side];
      const outcome =
        outcomes?.[side] ?? (await runScenarioOnce(side, this.#scenarioSubject(side, call), this.#measurement.signal));
      return () => call.resolve(outcome);
    }, calls);
  }

  /** How each side goes on: with what `act` answers, or with what it throws. */
  async #settleBoth(
    act: (side: SideName) => Promise<() => void>,
    calls: Readonly<Record<SideName, Call>>,
  ): Promise<Record<SideName, () => void>> {
    const settle = {} as Record<SideName, () => void>;
    for (const side of this.#order) {
      settle[side] = await act(side).catch((error: unknown) => () => calls[side].reject(thrown(error)));
    }
    return settle;
  }

  #done(pair: Pair): void {
    this.pairs.push(pair);
    // Only the first time that a test measures a name counts.
    this.#wanted.delete(pair.result);
    if (this.#wanted.size === 0) this.#measurement.onMeasured();
  }

  /** Keeps the error of a side; what ends the whole measurement is an error of both. */
  #failed(names: readonly string[], error: unknown, errors: Partial<Record<SideName, unknown>>): void {
    if (error instanceof SideError) {
      errors[error.side] ??= error;
      for (const name of names) if (this.#wanted.has(name)) this.#errors.set(name, error);
    } else {
      for (const side of this.#order) errors[side] ??= error;
      for (const name of names) if (this.#wanted.has(name)) this.#errors.set(name, new SideError('head', error));
    }
  }

  #note(side: SideName, call: Call): void {
    for (const name of wantedNames(call) ?? []) this.#reached[side].add(name);
  }

  async #answer(side: SideName, settle: () => void): Promise<void> {
    this.#measurement.enter(side);
    await this.#seats[side].answer(settle);
    this.#measurement.sides[side].note();
  }

  #subject(side: SideName, call: BenchCall, name: string): Subject {
    const benchmark = call.benchmarks.find((each) => each.name === name)!;
    return new Subject(side, benchmark, () => this.#measurement.enter(side));
  }

  #scenarioSubject(side: SideName, { type, options }: ScenarioCall): ScenarioSubject {
    const { sides, enter } = this.#measurement;
    return { scenario: type, options, engine: sides[side].api.engine, enter: () => enter(side) };
  }
}

/** The names of the results of a call; undefined where they are not known beforehand. */
function wantedNames(call: Call): readonly string[] | undefined {
  return call.type === 'bench' ? call.benchmarks.map(({ name }) => name) : scenarioResults(call.type, call.options);
}

/** What the user's code threw, as the test is to see it. */
function thrown(error: unknown): unknown {
  return error instanceof SideError ? error.cause : error;
}
