import { GateError } from '../model/errors.ts';
import { cutExactly } from '../statistics/rank-distribution.ts';
import { countSignedRanks } from '../statistics/signed-rank.ts';

/** When the differences are looked at, and how likely each look may err. Plain data, fixed before anything is measured. */
export interface Rule {
  /** The smallest slowdown that must be caught, as a fraction: 0.05 is 5 %. */
  readonly margin: number;
  /** Numbers of pairs after which they are looked at. */
  readonly looks: readonly number[];
  /** Numbers of fresh pairs, after a look that read `worse`, at which these are looked at by themselves. */
  readonly confirmations: readonly number[];
  /** One-sided levels, one for each look. */
  readonly levels: {
    /** That a slowdown of exactly the margin reads `same`; for `looks`. */
    readonly pass: readonly number[];
    /** That unchanged code reads `worse`; for `looks`. */
    readonly candidate: readonly number[];
    /** That unchanged code reads `worse` once more; for `confirmations`. */
    readonly confirmation: readonly number[];
  };
}

/** What a rule is planned from. */
export interface RuleOptions {
  /** The smallest slowdown that must be caught, as a fraction above 0 and up to 1: 0.05 is 5 %. */
  readonly margin: number;
  /** How many figures the whole run judges. */
  readonly judgements: number;
  /**
   * The most pairs that a figure may take before it has to read `worse`, 6 to 50. Default: 24, and 36 for margins below 3 %.
   * A failure takes its confirmation on top.
   */
  readonly most?: number;
}

/** False failures of one run, over all of its figures; and the most that one figure may have of them. */
const familyError = 0.01;
const figureError = 0.0005;

/** A slowdown of exactly the margin is passed with at most this probability; less in practice, see `reading.ts`. */
const missError = 0.1;

/** Unchanged code needs a confirmation with at most this probability. */
const candidateError = 0.05;

/** About half as many again each time. At 50 pairs the exact distribution ends. */
const allLooks: readonly number[] = [6, 10, 16, 24, 36, 50];

/** The first look at fresh pairs comes after ten or more of them; the others are as far apart as those before. */
const fewestConfirmations = 10;
const confirmationSteps: readonly number[] = [0, 6, 14, 26];

/** For more figures the confirmation would leave the exact distribution. */
const mostJudgements = 100_000;

/**
 * The rule for a margin and a number of figures.
 *
 * For every figure of unchanged code the probability of `slower` is at most min(0.05 %, 1 % ÷ judgements), so that a run
 * fails falsely with at most 1 %, however many figures it has and however they hang together (Bonferroni). It is the
 * product of two levels on processes that have nothing in common:
 *
 * - 5 % that any look reads `worse`. Signed-rank tests are exact for unchanged code when roles are drawn at random for
 *   each process, whatever drifts, and for repeated looks the levels are split beforehand: error spending (K. Lan and
 *   D. DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70, 1983) with nearly equal shares, as in
 *   Pocock's design (Biometrika 64, 1977). The shares are added up (Bonferroni) instead of following from a joint normal
 *   distribution, which would be an approximation with six pairs.
 * - the rest, 1 % for up to 20 figures, that a look at the fresh processes after it reads `worse` too, split in the same way.
 *
 * The passing side has shares of its own, 10 % in all at exactly the margin, and does not depend on the number of
 * figures: more figures make failures slower to come, not passes easier.
 *
 * @throws GateError `BAD_OPTION`
 */
export function planRule({ margin, judgements, most = margin < 0.03 ? 36 : 24 }: RuleOptions): Rule {
  requireOptions(margin, judgements, most);
  const looks = allLooks.filter((look) => look <= most);
  const error = Math.min(figureError, familyError / judgements);
  const steps = confirmationSteps.slice(0, Math.max(1, looks.length - 1));
  const confirmation = error / candidateError / steps.length;
  const first = firstConfirmation(confirmation);
  return {
    margin,
    looks,
    confirmations: steps.map((step) => first + step),
    levels: {
      pass: share(missError, 2 / 64, looks.length),
      candidate: share(candidateError, 1 / 64, looks.length),
      confirmation: steps.map(() => confirmation),
    },
  };
}

/** The first look takes what six pairs can tell apart, a multiple of 1/64; the others the rest in equal parts. */
function share(total: number, first: number, looks: number): number[] {
  return Array.from({ length: looks }, (_, look) => (look === 0 ? first : (total - first) / (looks - 1)));
}

/** The smallest number of pairs that reaches the level even if the smallest difference points the other way. */
function firstConfirmation(level: number): number {
  let pairs = fewestConfirmations;
  while (cutExactly(countSignedRanks(pairs), level).rank < 2) pairs++;
  return pairs;
}

function requireOptions(margin: number, judgements: number, most: number): void {
  if (!(margin > 0 && margin <= 1)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `margin: ${margin} is not a fraction above 0 and up to 1.`,
      fix: 'Use the smallest slowdown that must be caught as a fraction, for example 0.05 for 5 %.',
    });
  }
  if (!Number.isInteger(judgements) || judgements < 1 || judgements > mostJudgements) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `judgements: ${judgements} is not a number of figures from 1 to ${mostJudgements}.`,
      fix: 'Use how many figures the whole run judges.',
    });
  }
  const fewest = allLooks[0]!;
  const limit = allLooks.at(-1)!;
  if (!(most >= fewest && most <= limit)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `most: ${most} pairs are outside of ${fewest} to ${limit}.`,
      fix: `Use at least ${fewest} pairs: fewer cannot tell anything.`,
    });
  }
}
