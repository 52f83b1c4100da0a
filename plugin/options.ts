/** The plugin's options: their meaning, their defaults, and the check of what a user wrote. */
import * as v from 'valibot';
import { GateError } from '../src/model/errors.ts';
import { suggest } from '../src/model/suggest.ts';
import type { Policy } from '../src/model/verdict.ts';

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
   * What a benchmark does that the baseline has and the code has no more.
   *
   * @default 'warn'
   */
  readonly removed?: Policy;
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
  readonly tagsFilter: string | undefined;
}

const policy = v.picklist(['pass', 'warn', 'fail'], '"pass", "warn" or "fail"');

const baselineOrFalse = 'the name of a baseline, or false';

const schema = v.strictObject({
  compare: v.optional(v.union([v.pipe(v.string(), v.nonEmpty(baselineOrFalse)), v.literal(false)], baselineOrFalse)),
  dir: v.optional(v.pipe(v.string('a path'), v.nonEmpty('a path')), 'baselines'),
  notComparable: v.optional(policy, 'warn'),
  inconclusive: v.optional(policy, 'warn'),
  removed: v.optional(policy, 'warn'),
  tagsFilter: v.optional(v.pipe(v.string('an expression of tags'), v.nonEmpty('an expression of tags'))),
});

/**
 * Checks the options and fills in the defaults.
 *
 * @throws GateError `BAD_OPTION` that names the option, what it takes, and the nearest known name
 */
export function resolveOptions(options: unknown): ResolvedOptions {
  const parsed = v.safeParse(schema, options === undefined ? {} : options);
  if (parsed.success && !Array.isArray(options))
    return { ...parsed.output, compare: parsed.output.compare, tagsFilter: parsed.output.tagsFilter };
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
