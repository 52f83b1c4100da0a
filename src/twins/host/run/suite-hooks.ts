import type { FixtureValues } from '../fixtures/fixture-values.ts';
import { isCallable, type Callable } from '../record/callable.ts';
import { pathTo, type Hook, type SuiteNode } from '../record/task-tree.ts';

/** What ends a suite that was begun. */
interface Begun {
  readonly end: () => Promise<void>;
}

/**
 * The hooks of suites: begun when the first of their tests is measured, ended when the process is. A process measures tests in
 * whatever order it is asked to, so that no other moment is known to be the last.
 */
export class SuiteHooks {
  readonly #begun = new Map<SuiteNode, Promise<Begun>>();
  readonly #file: FixtureValues;

  /** @param file the fixtures that these hooks may use */
  constructor(file: FixtureValues) {
    this.#file = file;
  }

  /** Begins a suite and those around it, each once. What a hook threw is thrown again for each of the suite's tests. */
  async begin(suite: SuiteNode): Promise<void> {
    for (const each of pathTo(suite)) {
      let begun = this.#begun.get(each);
      if (begun === undefined) {
        begun = this.#beginOne(each);
        this.#begun.set(each, begun);
      }
      await begun;
    }
  }

  /** Ends all suites, the innermost first; an error of one keeps no other from its end. */
  async end(): Promise<void> {
    const all = [...this.#begun.values()].toReversed();
    this.#begun.clear();
    for (const begun of all) await begun.then(({ end }) => end()).catch(() => undefined);
  }

  async #beginOne(suite: SuiteNode): Promise<Begun> {
    const ends: (() => unknown)[] = [];
    for (const hook of suite.hooks.aroundAll) ends.push(await this.#around(hook, suite));
    const cleanups: Callable[] = [];
    for (const hook of suite.hooks.beforeAll) {
      const cleanup = await this.#call(hook, suite);
      if (isCallable(cleanup)) cleanups.push(cleanup);
    }
    return {
      end: async () => {
        for (const hook of suite.hooks.afterAll.toReversed()) await this.#call(hook, suite);
        for (const cleanup of cleanups.toReversed()) await cleanup();
        if (suite.parent === undefined) await this.#file.end();
        for (const end of ends.toReversed()) await end();
      },
    };
  }

  /** Runs a hook up to the call of `runSuite`. @returns what lets it go on */
  async #around(hook: Hook, suite: SuiteNode): Promise<() => Promise<unknown>> {
    const inside = Promise.withResolvers<void>();
    const ending = Promise.withResolvers<void>();
    const runSuite = async (): Promise<void> => {
      inside.resolve();
      await ending.promise;
    };
    const run = this.#call(hook, suite, runSuite);
    run.then(
      () => inside.resolve(),
      (error: unknown) => inside.reject(error),
    );
    await inside.promise;
    return () => {
      ending.resolve();
      return run;
    };
  }

  async #call({ fn, fixtures }: Hook, suite: SuiteNode, runSuite?: () => Promise<void>): Promise<unknown> {
    const before = runSuite === undefined ? [] : [runSuite];
    if (fixtures !== undefined) await this.#file.make({ fixtures, suite, source: fn, index: before.length });
    return fn(...before, this.#file.context, suite);
  }
}
