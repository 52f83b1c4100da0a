/** A plain benchmark, with the options of Vitest and tinybench that mean something here. */
import type { Callable } from '../record/callable.ts';

/** Which part of a measurement a hook is called in. */
export type Mode = 'warmup' | 'run';

/** Options of `bench(name, options, fn)`. */
export interface BenchmarkOptions {
  readonly async?: boolean;
  readonly beforeAll?: Callable;
  readonly afterAll?: Callable;
  readonly beforeEach?: Callable;
  readonly afterEach?: Callable;
  readonly signal?: AbortSignal;
}

/** Options of `run` and `compare`. How long to measure is decided elsewhere. */
export interface RunOptions {
  readonly setup?: Callable;
  readonly teardown?: Callable;
  readonly concurrency?: unknown;
  readonly threshold?: number;
  readonly iterations?: number;
  readonly signal?: AbortSignal;
}

/** What is measured. */
export interface Benchmark {
  readonly name: string;
  readonly fn: Callable;
  readonly options: BenchmarkOptions;
  readonly run: RunOptions;
}
