/** `bench`, as tests see it: the same forms as Vitest's and benchgate's own, whose calls wait at the side's seat. */
import { hollowResult, type BenchResult } from '../measure/bench-result.ts';
import type { Benchmark, BenchmarkOptions, RunOptions } from '../measure/benchmark.ts';
import { isCallable, type Callable } from '../record/callable.ts';
import { type ScenarioName, scenarioNames } from '../../scenario-entries.ts';
import type { ScenarioOutcome, ScenarioRequest } from '../scenario-engine.ts';
import type { Seat } from './seat.ts';

const registered: unique symbol = Symbol('registered');

interface Registered {
  readonly name: string;
  readonly [registered]: Omit<Benchmark, 'run'> | 'stored';
  /** As Vitest's registrations show it. */
  readonly fn?: Callable;
  readonly fnOpts?: BenchmarkOptions;
  readonly run: (options?: RunOptions) => Promise<BenchResult>;
}

/** Makes the fixture of one run of a test. */
export function createBench(seat: Seat): unknown {
  function ask(benchmarks: readonly Benchmark[]): Promise<ReadonlyMap<string, BenchResult>> {
    return new Promise((resolve, reject) => seat.ask({ type: 'bench', benchmarks, resolve, reject }));
  }

  function bench(name: unknown, second: unknown, third: unknown): Registered {
    const fn = isCallable(second) ? second : third;
    if (!isCallable(fn) || (isCallable(second) && third !== undefined)) {
      throw new TypeError('`bench()` expects `bench(name, fn)` or `bench(name, options, fn)`.');
    }
    const options = (isCallable(second) ? {} : (second ?? {})) as BenchmarkOptions;
    const about = { name: nameOf(name), fn, options };
    return {
      name: about.name,
      fn,
      fnOpts: options,
      [registered]: about,
      run: async (run = {}) => (await ask([{ ...about, run }])).get(about.name)!,
    };
  }

  async function compare(...args: readonly unknown[]): Promise<{ get(name: string): BenchResult }> {
    const last = args.at(-1);
    const hasOptions = typeof last === 'object' && last !== null && !(registered in last);
    const run = hasOptions ? (last as RunOptions) : {};
    const given = (hasOptions ? args.slice(0, -1) : args) as readonly Registered[];
    if (given.length < 2) throw new SyntaxError('`bench.compare()` requires at least 2 benchmarks.');
    for (const each of given) {
      if (typeof each !== 'object' || each === null || !(registered in each)) {
        throw new SyntaxError('`bench.compare()` expects what `bench` or `bench.from` returned.');
      }
    }
    const benchmarks = given.flatMap(({ [registered]: about }) => (about === 'stored' ? [] : [{ ...about, run }]));
    const measured = benchmarks.length === 0 ? new Map<string, BenchResult>() : await ask(benchmarks);
    return {
      get(name) {
        const isStored = given.some((each) => each.name === name && each[registered] === 'stored');
        const result = isStored ? hollowResult(name) : measured.get(name);
        if (result === undefined) throw new Error(`task "${name}" was not defined`);
        return result;
      },
    };
  }

  const scenarioOf =
    (type: ScenarioName) =>
    (options: ScenarioRequest = {}): Promise<ScenarioOutcome> =>
      new Promise((resolve, reject) => seat.ask({ type, options, resolve, reject }));
  const scenarios = Object.fromEntries(scenarioNames.map((name) => [name, scenarioOf(name)]));

  return Object.assign(bench, { compare, from, ...scenarios, record, gate });
}

/** What a test measured itself cannot be measured in turn. */
async function record(): Promise<void> {}

/** How the test is judged is decided where it runs in Vitest. */
function gate(): void {}

/** A stored result takes no time, and tells nothing here. */
function from(name: unknown): Registered {
  const result = hollowResult(nameOf(name));
  return { name: result.name, [registered]: 'stored', run: async () => result };
}

function nameOf(name: unknown): string {
  return isCallable(name) ? name.name || '<anonymous>' : String(name);
}
