/** `test` and `it`. */
import type { FixtureSet } from '../fixtures/fixture-set.ts';
import { readGiven } from '../fixtures/given.ts';
import { readName, readRegistration, saysSkip } from './arguments.ts';
import { forCases } from './cases.ts';
import type { Callable } from './callable.ts';
import { createChain, type Chain } from './chain.ts';
import type { Collector } from './collector.ts';
import { createHookApi } from './hook-api.ts';

interface Context {
  readonly fixtures: FixtureSet;
  readonly [flag: string]: unknown;
}

/** Makes the function that registers tests. */
export function createTestApi(collector: Collector, suite: Chain, fixtures: FixtureSet): Chain {
  function register(context: Context, name: unknown, options: object, source: Callable | undefined): void {
    collector.addTest({
      name: readName(name),
      isSkipped: saysSkip(context, options as Readonly<Record<string, unknown>>),
      body: source,
      source: source && { fn: source, index: 0 },
      fixtures: context.fixtures,
    });
  }
  return createChain<Context>(
    {
      flags: ['concurrent', 'sequential', 'skip', 'only', 'todo', 'fails'],
      act(context, [name, second, third]) {
        const { options, fn } = readRegistration(second, third);
        register(context, name, options, fn);
      },
      methods: (context, variant, itself) => ({
        each: forCases(({ title, options, fn, values }) =>
          register(context, title, options, fn && (() => fn(...values))),
        ),
        for: forCases(({ title, options, fn, item }) =>
          collector.addTest({
            name: title,
            isSkipped: saysSkip(context, options),
            body: fn && ((given) => fn(item, given)),
            source: fn && { fn, index: 1 },
            fixtures: context.fixtures,
          }),
        ),
        skipIf: (condition: unknown) => variant({ ...context, skip: Boolean(condition) }),
        runIf: (condition: unknown) => variant({ ...context, skip: !condition }),
        extend: (...given: readonly unknown[]) =>
          createTestApi(collector, suite, context.fixtures.extend(readGiven(given), collector.suite)),
        override: (...given: readonly unknown[]) => {
          context.fixtures.override(readGiven(given), collector.suite);
          return itself();
        },
        scoped: (...given: readonly unknown[]) => {
          context.fixtures.override(readGiven(given), collector.suite);
          return itself();
        },
        describe: suite,
        suite,
        ...createHookApi(collector, context.fixtures),
      }),
    },
    { fixtures },
  );
}
