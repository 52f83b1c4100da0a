/** The plugin's options: their meaning, their defaults, and the check of what a user wrote. */
import * as v from 'valibot';
import { GateError } from '../src/model/errors.ts';
import { suggest } from '../src/model/suggest.ts';
import type { Duration } from '../src/model/units.ts';
import type { Policy } from '../src/model/verdict.ts';
import { duration, slowdown } from './option-values.ts';

/** Options of `benchgate()` in `vitest.config.ts`. */
export interface BenchgateOptions {
  /**
   * The baseline to compare with, or `false` to compare never. The command line and `BENCHGATE_COMPARE` take precedence.
   *
   * @default 'baseline' when a baseline of that name exists, else nothing is compared
   */
  readonly compare?: string | false;
  /**
   * The folder of the baselines, relative to Vitest's root.
   *
   * @default 'baselines'
   */
  readonly dir?: string;
  /**
   * What a result does that cannot be compared with its baseline, because the environment or the benchmark's
   * parameters differ.
   *
   * @default 'warn'
   */
  readonly notComparable?: Policy;
  /**
   * What a result does whose comparison is too noisy for a verdict.
   *
   * @default 'warn'
   */
  readonly inconclusive?: Policy;
  /**
   * What a change is judged by. `'code'`: the baseline's code is measured beside today's, where git has it; `'numbers'`: what
   * the baseline saved, which sees large changes only.
   *
   * @default 'code'
   */
  readonly judgeBy?: 'code' | 'numbers';
  /**
   * The smallest slowdown that must be caught, as a fraction or in percent (`'5 %'`). A smaller one takes more time for each
   * benchmark.
   *
   * @default '5 %'
   */
  readonly smallestSlowdown?: number | `${number} %` | `${number}%`;
  /**
   * How long the baseline's code may be measured beside today's: for each test, and in all. What is not decided by then is
   * inconclusive. `--budget` and `BENCHGATE_BUDGET` take precedence for all of them.
   *
   * @default { each: '40 s' }
   */
  readonly budget?: { readonly each?: Duration; readonly total?: Duration };
  /**
   * Whether measuring processes are bound to one CPU each: steadier for what runs in one thread or goes back and forth between
   * two, wrong for what needs several cores. On Linux, with the command `taskset`. `bench.gate({ pin: true })` says it for a test.
   *
   * @default false
   */
  readonly pin?: boolean;
  /**
   * What a benchmark does that the baseline has and the code has no more.
   *
   * @default 'warn'
   */
  readonly removed?: Policy;
  /**
   * A file that gets the verdicts of every run as JSON, relative to Vitest's root. `BENCHGATE_OUTPUT` takes precedence.
   *
   * @default none is written
   */
  readonly outputFile?: string;
  /**
   * Which tests run when the command line has no `--tags-filter`: an expression of tags, as Vitest reads it.
   *
   * @default all of them
   */
  readonly tagsFilter?: string;
}

/** The options with their defaults. `compare` stays undefined where the user said nothing. */
export interface ResolvedOptions {
  readonly compare: string | false | undefined;
  readonly dir: string;
  readonly notComparable: Policy;
  readonly inconclusive: Policy;
  readonly removed: Policy;
  readonly outputFile: string | undefined;
  readonly tagsFilter: string | undefined;
  readonly judgeBy: 'code' | 'numbers';
  /** As a fraction. */
  readonly smallestSlowdown: number;
  /** In ms; `total` is undefined when there is no limit. */
  readonly budget: { readonly each: number; readonly total: number | undefined };
  readonly pin: boolean;
}

const policy = v.picklist(['pass', 'warn', 'fail'], '"pass", "warn" or "fail"');

const baselineOrFalse = 'the name of a baseline, or false';

const schema = v.strictObject({
  compare: v.optional(v.union([v.pipe(v.string(), v.nonEmpty(baselineOrFalse)), v.literal(false)], baselineOrFalse)),
  dir: v.optional(v.pipe(v.string('a path'), v.nonEmpty('a path')), 'baselines'),
  notComparable: v.optional(policy, 'warn'),
  inconclusive: v.optional(policy, 'warn'),
  judgeBy: v.optional(v.picklist(['code', 'numbers'], '"code" or "numbers"'), 'code'),
  smallestSlowdown: v.optional(slowdown, 0.05),
  budget: v.optional(
    v.strictObject({ each: v.optional(duration, '40 s'), total: v.optional(duration) }, '{ each?, total? }'),
    {},
  ),
  pin: v.optional(v.boolean('true or false'), false),
  removed: v.optional(policy, 'warn'),
  outputFile: v.optional(v.pipe(v.string('a path'), v.nonEmpty('a path'))),
  tagsFilter: v.optional(v.pipe(v.string('an expression of tags'), v.nonEmpty('an expression of tags'))),
});

function resolvedFrom(output: v.InferOutput<typeof schema>): ResolvedOptions {
  const { compare, outputFile, tagsFilter, budget } = output;
  return { ...output, compare, outputFile, tagsFilter, budget: { each: budget.each, total: budget.total } };
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws GateError `BAD_OPTION` that names the option, what it takes, and the nearest known name
 */
export function resolveOptions(options: unknown): ResolvedOptions {
  const parsed = v.safeParse(schema, options === undefined ? {} : options);
  if (parsed.success && !Array.isArray(options)) return resolvedFrom(parsed.output);
  const known = Object.keys(schema.entries);
  const lines = (parsed.issues ?? []).map((issue) => {
    const path = v.getDotPath(issue);
    if (issue.type === 'strict_object' && path !== null) {
      return `unknown option "${path}".${suggest(path, known)}`;
    }
    if (path === null) return `the options must be an object, not ${JSON.stringify(issue.input)}.`;
    return `option "${path}" must be ${issue.message}, not ${JSON.stringify(issue.input)}.`;
  });
  // Valibot takes an array for an object.
  if (lines.length === 0) lines.push(`the options must be an object, not ${JSON.stringify(options)}.`);
  throw new GateError({
    code: 'BAD_OPTION',
    message: `benchgate() in the Vitest config: ${lines.join(' ')}`,
    fix: `Options are ${known.join(', ')}.`,
  });
}
