/** Prepares the code of the baseline and says what workers need to know of it. */
import type { TestSpecification } from 'vitest/node';
import { GateError } from '../../../src/model/errors.ts';
import { formatQuantity } from '../../../src/model/units.ts';
import type { ProvidedTwins } from '../../meta.ts';
import type { ResolvedOptions } from '../../options.ts';
import type { BaselineChoice } from '../baseline-choice.ts';
import { judgementsOf } from './judgements.ts';
import { prepareTwins } from './prepare-twins.ts';

/** What a run compares with, and how hard it looks. */
export interface TwinSettings {
  readonly root: string;
  readonly dir: string;
  readonly choice: BaselineChoice;
  readonly options: ResolvedOptions;
  readonly budget: ResolvedOptions['budget'];
  /** In how many processes the same code is measured on both sides, to see the noise; null where code is compared. */
  readonly noise: number | null;
  /** Into how many runs this one is split: each of them judges a part of the figures. */
  readonly shards: number;
}

const nsPerMs = 1e6;

/**
 * @returns null when there is no code to compare with, which is said: the saved numbers are judged
 * @throws GateError when a revision is compared with and its code cannot be had: there are no numbers
 */
export async function provideTwins(
  { root, dir, choice, options, budget, noise, shards }: TwinSettings,
  specifications: readonly TestSpecification[],
  say: (line: string) => void,
): Promise<ProvidedTwins | null> {
  const { revision } = choice;
  try {
    const self = noise !== null;
    const request = { root, dir, specifications, baseline: choice.compare ?? '', revision, self, say };
    const prepared = await prepareTwins(request);
    if (prepared === undefined) return null;
    const { folder, results, commits } = prepared;
    say(self ? `measuring the same code on both sides, in ${noise} processes` : beside(commits, budget));
    return {
      folder,
      margin: options.smallestSlowdown,
      judgements: judgementsOf(results, shards),
      each: budget.each,
      total: budget.total ?? null,
      expected: results === 0 ? null : results,
      pin: options.pin,
      noise,
    };
  } catch (error) {
    if (!(error instanceof GateError) || revision !== undefined) throw error;
    say(`only the saved numbers are compared, which see large changes: ${error.message}`);
    return null;
  }
}

/** The estimate of the opening is that of the tests alone. */
function beside(commits: readonly string[], { each, total }: TwinSettings['budget']): string {
  const code = commits.map((commit) => commit.slice(0, 7)).join(', ');
  const limit =
    total === undefined
      ? `${formatQuantity(each * nsPerMs, 'ns')} a test`
      : `${formatQuantity(total * nsPerMs, 'ns')} in all`;
  return `measuring the code of ${code} beside today's, for up to ${limit} more, and longer where something looks slower`;
}
