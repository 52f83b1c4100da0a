import type { Side as SideName } from '../../protocol.ts';
import { now } from '../../../measurement/clock.ts';
import { GateError } from '../../../model/errors.ts';
import { isThenable } from '../record/callable.ts';
import type { Benchmark, Mode } from './benchmark.ts';
import {
  type Around,
  type Callee,
  givenDuration,
  timeAwaitedCalls,
  timeCalls,
  timeConcurrentCalls,
  timeEachCall,
} from './loops.ts';
import { SideError } from './side-error.ts';

/** How many calls are under way at once where the user sets no limit; tinybench's default of `iterations`. */
const mostAtOnce = 64;

/** One side's benchmark, ready to be called. Whatever the user's code throws comes as a `SideError`. */
export class Subject {
  readonly side: SideName;
  readonly #benchmark: Benchmark;
  readonly #callee: Callee;
  readonly #enter: () => void;
  readonly #atOnce: number;
  #mode: Mode = 'warmup';
  #isAsync = false;
  #givesDuration = false;

  /** @param enter called before any code of the side runs */
  constructor(side: SideName, benchmark: Benchmark, enter: () => void) {
    this.side = side;
    this.#benchmark = benchmark;
    this.#callee = { name: benchmark.name, fn: benchmark.fn };
    this.#enter = enter;
    const { concurrency, threshold = Infinity, iterations = mostAtOnce } = benchmark.run;
    this.#atOnce = concurrency === 'task' ? Math.max(1, Math.floor(Math.min(threshold, iterations || threshold))) : 1;
  }

  /** Whether its calls are awaited; known after the first one. */
  get isAsync(): boolean {
    return this.#isAsync;
  }

  /** Whether hooks run between its calls. */
  get hasHooksBetween(): boolean {
    const { beforeEach, afterEach } = this.#benchmark.options;
    return beforeEach !== undefined || afterEach !== undefined;
  }

  /** Whether nothing but the loop around its calls tells how long they take. */
  get isPlainlyTimed(): boolean {
    return this.#atOnce === 1 && !this.#givesDuration;
  }

  /** Calls the hooks before a part of the measurement. */
  open(mode: Mode): Promise<void> {
    this.#mode = mode;
    return this.#attributed(async () => {
      const { options, run } = this.#benchmark;
      await run.setup?.(this.#callee, mode);
      await options.beforeAll?.call(this.#callee, mode);
    });
  }

  /** Calls the hooks after a part of the measurement. */
  close(mode: Mode): Promise<void> {
    return this.#attributed(async () => {
      const { options, run } = this.#benchmark;
      await options.afterAll?.call(this.#callee, mode);
      await run.teardown?.(this.#callee, mode);
    });
  }

  /** The first call: tells whether the function answers a promise, and whether it says itself how long it took. @returns ns */
  probe(): Promise<number> {
    return this.#attributed(async () => {
      const { before, after } = this.#around();
      await before?.();
      try {
        const begun = now();
        const answer = this.#callee.fn();
        this.#isAsync = this.#benchmark.options.async ?? isThenable(answer);
        const result = this.#isAsync ? await answer : answer;
        const time = now() - begun;
        const given = givenDuration(result);
        this.#givesDuration = given !== undefined;
        return given ?? time;
      } finally {
        await after?.();
      }
    });
  }

  /** Calls it so many times. @returns how long that took, in ns */
  time(calls: number): Promise<number> {
    return this.#attributed(() => {
      if (this.#atOnce > 1) return timeConcurrentCalls(this.#callee, calls, this.#around(), this.#atOnce);
      if (this.#givesDuration || this.hasHooksBetween) return timeEachCall(this.#callee, calls, this.#around());
      return this.#isAsync ? timeAwaitedCalls(this.#callee, calls) : timeCalls(this.#callee, calls);
    });
  }

  /** Calls it so many times without the hooks between, inside of a probe that sees nothing else. */
  observe<T>(calls: number, probe: (run: () => number | Promise<number>) => Promise<T>): Promise<T> {
    const run = this.#isAsync ? timeAwaitedCalls : timeCalls;
    return this.#attributed(async () => {
      const { before, after } = this.#around();
      await before?.();
      try {
        return await probe(() => run(this.#callee, calls));
      } finally {
        await after?.();
      }
    });
  }

  #around(): Around {
    const { beforeEach, afterEach } = this.#benchmark.options;
    const callee = this.#callee;
    const mode = this.#mode;
    return {
      isAsync: this.#isAsync,
      before: beforeEach && (() => beforeEach.call(callee, mode)),
      after: afterEach && (() => afterEach.call(callee, mode)),
    };
  }

  async #attributed<T>(act: () => T | Promise<T>): Promise<T> {
    this.#enter();
    const signal = this.#benchmark.options.signal ?? this.#benchmark.run.signal;
    try {
      if (signal?.aborted === true) throw aborted(this.#benchmark.name, signal.reason);
      return await act();
    } catch (error) {
      throw new SideError(this.side, error);
    }
  }
}

function aborted(name: string, cause: unknown): GateError {
  return new GateError({
    code: 'ABORTED',
    message: `The benchmark ${JSON.stringify(name)} was aborted by its signal.`,
    fix: 'Leave the signal alone until the benchmark has been measured.',
    cause,
  });
}
