/** `describe` and `suite`. */
import { readName, readRegistration, saysSkip } from './arguments.ts';
import { argumentsOf, readCases, titleValues } from './cases.ts';
import { createChain, type Chain } from './chain.ts';
import type { Collector } from './collector.ts';
import { formatTitle } from './title.ts';

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
        each: (table: unknown, ...values: readonly unknown[]) => {
          const cases = readCases(table, values);
          return (name: unknown, second: unknown, third: unknown): void => {
            const { options, fn } = readRegistration(second, third);
            for (const [at, item] of cases.entries()) {
              const title = formatTitle(readName(name), titleValues(item), at);
              itself()(title, options, fn && (() => fn(...argumentsOf(cases, at))));
            }
          };
        },
        for: (table: unknown, ...values: readonly unknown[]) => {
          const cases = readCases(table, values);
          return (name: unknown, second: unknown, third: unknown): void => {
            const { options, fn } = readRegistration(second, third);
            for (const [at, item] of cases.entries()) {
              itself()(formatTitle(readName(name), titleValues(item), at), options, fn && (() => fn(item)));
            }
          };
        },
        skipIf: (condition: unknown) => (condition ? variant({ skip: true }) : variant({})),
        runIf: (condition: unknown) => (condition ? variant({}) : variant({ skip: true })),
      }),
    },
    {},
  );
}
