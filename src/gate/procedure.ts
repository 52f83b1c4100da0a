/**
 * The sequential procedure that judges a figure by the differences of fresh processes. Pure: the differences so far and a
 * rule in, the next step out.
 *
 * Every process runs both versions in alternating blocks and gives d = ln(head ÷ base), worse upwards. Which version is
 * loaded and called first is drawn at random for each process, so that under unchanged code every d is as likely to
 * have the other sign.
 *
 * 1. After 6, 10, 16, 24 (and 36 below 3 %) processes the differences are looked at. `same`: the upper bound of their
 *    centre is below the margin, and the estimate below half of it. `faster`: the upper bound is below zero, and the estimate
 *    below minus half of the margin; a label, which nothing confirms. Most unchanged code is done at the first look.
 * 2. The lower bound is above zero, and the estimate above half of the margin: a candidate. Ten or more further processes,
 *    which the candidate did not come from, are judged by themselves in the same way. `slower` only if they say it too; when
 *    they say `same`, or nothing to the last, the verdict is `inconclusive`.
 * 3. Processes that contradict each other (`split.ts`) are `inconclusive` at once: more of them do not help. A single one
 *    of six that does puts a pass off to the next look.
 * 4. `inconclusive` as well when the last look is over.
 *
 * Bounds are those of the signed-rank test, one-sided, at the levels of the rule (`rule.ts`).
 *
 * Percent of simulated runs (3,000 each, 20 figures a run) on recorded processes that the constants were not chosen on, p25
 * of blocks 100 to 200 of each arm, a shared virtual machine of two cores; processes are the median and the 95th
 * percentile. "Slowed" is by exactly the margin. `node scripts/gate/simulate.ts` prints the whole table:
 *
 *     margin                                  unchanged: slower  same  faster  processes   slowed: slower  same  processes
 *     5 %  function of 1.7 µs                               0.0  99.9     0.1       6  6             99.9   0.1     16  16
 *          allocating, 1.3 ms                               0.0   100     0.0       6  6              100   0.0     16  16
 *          round trip, one virtual CPU                      0.0   100     0.0       6  6              100   0.0     16  16
 *          64 tasks on 2 workers                            0.0  80.1     0.1       6 16             86.7   0.0     16  32
 *            the same, p10 of all blocks                    0.0   100     0.0       6  6              100   0.0     16  16
 *     3 %  function of 1.7 µs                               0.0  98.6     1.0       6 10             98.8   1.1     16  22
 *          64 tasks on 2 workers, p10                       0.0  99.5     0.4       6  6             99.6   0.4     16  22
 *     2 %  function of 1.7 µs                               0.0  96.4     2.1       6 16             96.4   2.9     22  34
 *          allocating, 1.3 ms                               0.0   100     0.0       6  6              100   0.0     16  16
 *     any  round trip on two CPUs, flipping                 0.0   0.1     1.4       6 10              0.0   0.1      6  10
 *
 * False failures on unchanged code with noise of twelve kinds, recorded and made up (heavy tails, drift, autocorrelation,
 * ticks, modes): none of 240,000 runs at 5 %, 9 of 240,000 at 2 %, the worst kind 5 of 20,000. A slowdown of half of the margin
 * is a toss-up by design: about a quarter `slower`, half `same`.
 */
import { requireFinite } from '../statistics/observations.ts';
import { type Evidence, gatherEvidence, projectPairs } from './evidence.ts';
import { readDifferences } from './reading.ts';
import type { Rule } from './rule.ts';
import { scaleOf } from './scale.ts';

/** The end of the procedure for one figure. */
export interface Decided extends Evidence {
  readonly state: 'decided';
  readonly verdict: 'same' | 'faster' | 'slower' | 'inconclusive';
  /**
   * Why it is `inconclusive`. `noise`: the bounds are too wide for the margin, or too few pairs were measured. `split`: the
   * processes contradict each other. `unconfirmed`: they looked slower, and fresh ones did not say so too.
   */
  readonly cause?: 'noise' | 'split' | 'unconfirmed';
  /** How many pairs the verdict stands on, those of the confirmation included. */
  readonly pairs: number;
  /** How many of them are fresh pairs of the confirmation. */
  readonly confirmed: number;
  /** About how many more would decide it. Present when `inconclusive` for noise or for a confirmation that was cut short. */
  readonly morePairs?: number;
}

/** What is to be done next. */
export type Step =
  | {
      readonly state: 'measure';
      /** How many pairs there must be in total for the next look. */
      readonly pairs: number;
      readonly phase: 'explore' | 'confirm';
    }
  | Decided;

/** Where the differences have led: to an open look, or to an end. */
type Course =
  | { readonly state: 'measure'; readonly pairs: number; readonly explored?: number }
  | { readonly state: 'end'; readonly end: End; readonly pairs: number; readonly explored: number };

type End = 'same' | 'faster' | 'slower' | 'noise' | 'split' | 'unconfirmed';

/**
 * The next step. It follows from the first pairs that lead to a decision: what was measured beyond them changes nothing.
 *
 * @param differences ln(head ÷ base) of each process, worse upwards, in the order of measurement
 * @throws GateError `BAD_QUANTITY` when a difference is not a finite number
 */
export function decide(differences: readonly number[], rule: Rule): Step {
  const course = follow(requireAll(differences), rule);
  if (course.state === 'end') return finish(differences, course, rule);
  const { pairs, explored } = course;
  return { state: 'measure', pairs, phase: explored === undefined ? 'explore' : 'confirm' };
}

/**
 * What can be said now that the budget is spent: the decision where there is one, otherwise `inconclusive`. Stopping between
 * two looks is no further look, so that a small budget never makes an error more likely.
 *
 * @throws GateError `NOTHING_MEASURED` without any difference, `BAD_QUANTITY` when one is not a finite number
 */
export function conclude(differences: readonly number[], rule: Rule): Decided {
  const course = follow(requireAll(differences), rule);
  if (course.state === 'end') return finish(differences, course, rule);
  const { pairs: next, explored } = course;
  const pairs = differences.length;
  const evidence = gatherEvidence(differences);
  if (explored === undefined) {
    const morePairs = projectPairs(evidence, pairs, rule);
    return inconclusive('noise', evidence, { pairs, confirmed: 0, morePairs });
  }
  return inconclusive('unconfirmed', evidence, { pairs, confirmed: pairs - explored, morePairs: next - pairs });
}

function follow(differences: readonly number[], rule: Rule): Course {
  const scale = scaleOf(rule.margin);
  let passable = false;
  for (const [look, pairs] of rule.looks.entries()) {
    if (differences.length < pairs) return { state: 'measure', pairs };
    const levels = { pass: rule.levels.pass[look]!, worse: rule.levels.candidate[look]! };
    const reading = readDifferences(differences.slice(0, pairs), levels, scale);
    if (reading === 'same' || reading === 'faster' || reading === 'split') {
      return { state: 'end', end: reading, pairs, explored: pairs };
    }
    // What nearly passed must not fail: without the one process that spoiled it, which was faster, it would have passed.
    if (reading === 'worse' && !passable) return confirm(differences, pairs, rule);
    passable ||= reading === 'doubtful';
  }
  const pairs = rule.looks.at(-1)!;
  return { state: 'end', end: 'noise', pairs, explored: pairs };
}

function confirm(differences: readonly number[], explored: number, rule: Rule): Course {
  const scale = scaleOf(rule.margin);
  // What the fresh pairs may wrongly clear is bounded by one share for all of their looks together.
  const pass = rule.levels.pass.at(-1)! / rule.confirmations.length;
  for (const [look, fresh] of rule.confirmations.entries()) {
    const pairs = explored + fresh;
    if (differences.length < pairs) return { state: 'measure', pairs, explored };
    const levels = { pass, worse: rule.levels.confirmation[look]! };
    const reading = readDifferences(differences.slice(explored, pairs), levels, scale);
    if (reading === 'worse') return { state: 'end', end: 'slower', pairs, explored };
    if (reading === 'split') return { state: 'end', end: 'split', pairs, explored };
    // Not `same`, although the fresh pairs say so: worse differences must never turn `slower` into `same`.
    if (reading !== 'open') return { state: 'end', end: 'unconfirmed', pairs, explored };
  }
  return { state: 'end', end: 'unconfirmed', pairs: explored + rule.confirmations.at(-1)!, explored };
}

function finish(
  differences: readonly number[],
  { end, pairs, explored }: Course & { state: 'end' },
  rule: Rule,
): Decided {
  const evidence = gatherEvidence(differences.slice(0, pairs));
  const confirmed = pairs - explored;
  switch (end) {
    case 'noise':
      return inconclusive(end, evidence, { pairs, confirmed, morePairs: projectPairs(evidence, pairs, rule) });
    case 'split':
    case 'unconfirmed':
      return inconclusive(end, evidence, { pairs, confirmed });
    case 'same':
    case 'faster':
    case 'slower':
      return { state: 'decided', verdict: end, ...evidence, pairs, confirmed };
  }
}

function inconclusive(
  cause: 'noise' | 'split' | 'unconfirmed',
  evidence: Evidence,
  counts: Pick<Decided, 'pairs' | 'confirmed' | 'morePairs'>,
): Decided {
  return { state: 'decided', verdict: 'inconclusive', cause, ...evidence, ...counts };
}

function requireAll(differences: readonly number[]): readonly number[] {
  requireFinite(differences, 'differences');
  return differences;
}
