/** `describe` and `suite`. */
import { readName, readRegistration, saysSkip } from './arguments.ts';
import { forCases } from './cases.ts';
import { createChain, type Chain } from './chain.ts';
import type { Collector } from './collector.ts';

type Flags = Readonly<Record<string, unknown>>;

/** Makes the function that registers suites. */
export function createSuiteApi(collector: Collector): Chain {
  return createChain<Flags>(
    {
      flags: ['concurrent', 'sequential', 'shuffle', 'skip', 'only', 'todo'],
      act(flags, [name, second, third]) {
        const { options, fn } = readRegistration(second, third);
        collector.addSuite({
          name: readName(name),
          factory: fn,
          isSkipped: saysSkip(flags, options) || fn === undefined,
        });
      },
      methods: (_flags, variant, itself) => ({
        each: forCases(({ title, options, fn, values }) => itself()(title, options, fn && (() => fn(...values)))),
        for: forCases(({ title, options, fn, item }) => itself()(title, options, fn && (() => fn(item)))),
        skipIf: (condition: unknown) => (condition ? variant({ skip: true }) : variant({})),
        runIf: (condition: unknown) => (condition ? variant({}) : variant({ skip: true })),
      }),
    },
    {},
  );
}
