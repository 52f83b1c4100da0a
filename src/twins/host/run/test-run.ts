/** One run of a side's test: hooks, fixtures and body, in the order in which Vitest calls them. */
import { FixtureValues } from '../fixtures/fixture-values.ts';
import { createSilentExpect } from '../doubles/silent.ts';
import { isCallable, type Callable } from '../record/callable.ts';
import { pathTo, type Hook, type TestNode } from '../record/task-tree.ts';
import type { Side } from '../side.ts';

/** How a run ended. */
export type Outcome =
  | { readonly type: 'ended' }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'skipped'; readonly note: string | undefined };

/** What `context.skip()` throws. */
class Skip extends Error {
  readonly note: string | undefined;

  constructor(note: string | undefined) {
    super('The test was skipped.');
    this.note = note;
  }
}

/** A test that is being run. */
export class TestRun {
  readonly #side: Side;
  readonly #test: TestNode;
  readonly #context: Record<string, unknown>;
  readonly #fixtures: FixtureValues;
  readonly #finished: Callable[] = [];
  readonly #failed: Callable[] = [];

  /**
   * @param bench the fixture of this run
   * @param signal aborted when nobody waits for the run any more
   */
  constructor(side: Side, test: TestNode, bench: unknown, signal: AbortSignal) {
    this.#side = side;
    this.#test = test;
    this.#context = {
      bench,
      expect: createSilentExpect(),
      signal,
      task: taskOf(test),
      skip: skip,
      annotate: async () => undefined,
      onTestFinished: (fn: Callable) => this.onFinished(fn),
      onTestFailed: (fn: Callable) => this.onFailed(fn),
    };
    this.#fixtures = new FixtureValues(this.#context, side.fileFixtures);
  }

  /** Called when the run has ended, the last one first. */
  onFinished(fn: Callable): void {
    this.#finished.push(fn);
  }

  /** Called when the run has failed. */
  onFailed(fn: Callable): void {
    this.#failed.push(fn);
  }

  /** Runs it. Never rejects. */
  async run(): Promise<Outcome> {
    this.#side.running = this;
    try {
      await this.#side.suites.begin(this.#test.suite);
      const around = pathTo(this.#test.suite).flatMap(({ hooks }) => hooks.aroundEach);
      let failure: { readonly error: unknown } | undefined;
      await this.#around(around, async () => {
        failure = await this.#inside();
      });
      await this.#fixtures.end();
      return outcomeOf(failure);
    } catch (error) {
      await this.#fixtures.end().catch(() => undefined);
      return outcomeOf({ error });
    } finally {
      this.#side.running = undefined;
    }
  }

  /** @returns the first error, after everything that ends the test has been called */
  async #inside(): Promise<{ readonly error: unknown } | undefined> {
    const path = pathTo(this.#test.suite);
    const cleanups: Callable[] = [];
    const failures: unknown[] = [];
    // What was made for the hooks around this is theirs until they have ended.
    const theirs = this.#fixtures.open;
    const attempt = async (act: () => unknown): Promise<void> => {
      try {
        await act();
      } catch (error) {
        failures.push(error);
      }
    };
    await attempt(async () => {
      for (const hook of path.flatMap(({ hooks }) => hooks.beforeEach)) {
        const cleanup = await this.#hook(hook, []);
        if (isCallable(cleanup)) cleanups.push(cleanup);
      }
      await this.#body();
    });
    for (const hook of path.toReversed().flatMap(({ hooks }) => hooks.afterEach.toReversed())) {
      await attempt(() => this.#hook(hook, []));
    }
    for (const cleanup of cleanups.toReversed()) await attempt(cleanup);
    await attempt(() => this.#fixtures.end(theirs));
    for (const fn of this.#finished.toReversed()) await attempt(() => fn(this.#context));
    if (failures.length > 0) for (const fn of this.#failed.toReversed()) await attempt(() => fn(this.#context));
    return failures.length === 0 ? undefined : { error: failures[0] };
  }

  async #body(): Promise<void> {
    const { fixtures, suite, source, body } = this.#test;
    if (source !== undefined) await this.#fixtures.make({ fixtures, suite, source: source.fn, index: source.index });
    await body?.(this.#context);
  }

  async #hook(hook: Hook, before: readonly unknown[]): Promise<unknown> {
    const fixtures = hook.fixtures ?? this.#test.fixtures;
    const { suite } = this.#test;
    await this.#fixtures.make({ fixtures, suite, source: hook.fn, index: before.length });
    return hook.fn(...before, this.#context, suite);
  }

  /** Calls hooks around each other, the first one outermost. */
  async #around(hooks: readonly Hook[], inside: () => Promise<void>): Promise<void> {
    const [first, ...others] = hooks;
    if (first === undefined) return inside();
    await this.#hook(first, [() => this.#around(others, inside)]);
  }
}

function outcomeOf(failure: { readonly error: unknown } | undefined): Outcome {
  if (failure === undefined) return { type: 'ended' };
  if (failure.error instanceof Skip) return { type: 'skipped', note: failure.error.note };
  return { type: 'failed', error: failure.error };
}

/** `skip()`, `skip(note)` and `skip(condition, note)`. */
function skip(condition?: unknown, note?: string): void {
  if (condition === false) return;
  throw new Skip(typeof condition === 'string' ? condition : note);
}

/** What `context.task` tells of the test. */
function taskOf(test: TestNode): Readonly<Record<string, unknown>> {
  const { name, fullTestName, suite } = test;
  return {
    type: 'test',
    id: fullTestName,
    name,
    fullName: fullTestName,
    fullTestName,
    suite: suite.parent === undefined ? undefined : { name: suite.name, fullTestName: suite.fullTestName },
    mode: 'run',
    meta: {},
    tags: [],
    annotations: [],
    artifacts: [],
    benchmarks: [],
    result: { state: 'run' },
  };
}
