/** How long the baseline's code may be measured: from the command line, the environment, the options, in this order. */
import { GateError } from '../../src/model/errors.ts';
import { parseDuration } from '../../src/model/units.ts';
import type { ResolvedOptions } from '../options.ts';
import { textOf } from './environment-text.ts';

/** Where a wish for a budget can come from. */
export interface BudgetSources {
  /** `--budget` of the literal command line, or behind a bare `--`. */
  readonly flag: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly option: ResolvedOptions['budget'];
}

/**
 * In ms. A wish of the command line or of `BENCHGATE_BUDGET` is for the whole run.
 *
 * @throws GateError `BAD_QUANTITY` when it is no duration
 */
export function chooseBudget({ flag, env, option }: BudgetSources): ResolvedOptions['budget'] {
  const where = flag === undefined ? 'BENCHGATE_BUDGET' : '--budget';
  const written = flag ?? textOf(env, 'BENCHGATE_BUDGET');
  if (written === undefined) return option;
  const total = parseDuration(written, where) / 1e6;
  if (total > 0) return { each: option.each, total };
  throw new GateError({
    code: 'BAD_QUANTITY',
    message: `${where}: ${JSON.stringify(written)} leaves no time at all.`,
    fix: 'Write a duration above zero, for example "2 min"; to compare numbers only, set benchgate({ judgeBy: \'numbers\' }).',
  });
}
