import { quantile } from '../statistics/quantiles.ts';
import { boundPairedShift, walshAverages } from '../statistics/signed-rank.ts';
import type { Scale } from './scale.ts';
import { judgeAgreement } from './split.ts';

/**
 * What one look at the differences says; `open` when it says nothing yet, `doubtful` when it would be `same` or `faster` but
 * for a process that contradicts it.
 */
export type Reading = 'worse' | 'same' | 'faster' | 'doubtful' | 'split' | 'open';

/** The one-sided levels of one look: how likely it may err. */
export interface LookLevels {
  /** That a slowdown of the whole margin reads `same` or `faster`. */
  readonly pass: number;
  /** That unchanged code reads `worse`. */
  readonly worse: number;
}

/**
 * Reads the differences of some processes.
 *
 * `worse` and `same` exclude each other, since the estimate lies on one side of the divide. It takes both the bound and
 * the estimate: a slowdown of the whole margin that is measured well cannot slip through as `same` in the one run in
 * thirty in which the bound fails, and a shift of a fraction of a percent is not worth a failure, however certain it is.
 *
 * Ties and zeros are safe: a Walsh average of exactly 0 counts against `worse`, so that its level holds for coarse timers
 * too, and differences that are all exactly 0 read `same`. Too few differences for a level read `open`.
 */
export function readDifferences(differences: readonly number[], levels: LookLevels, scale: Scale): Reading {
  const centre = quantile(walshAverages(differences), 0.5);
  const agreement = judgeAgreement(differences, centre, scale);
  if (agreement === 'split') return 'split';
  if (centre > scale.divide) return boundPairedShift(differences, levels.worse).lower > 0 ? 'worse' : 'open';
  const { upper } = boundPairedShift(differences, levels.pass);
  if (upper >= scale.limit) return 'open';
  if (agreement === 'doubtful') return 'doubtful';
  return upper < 0 && centre < -scale.divide ? 'faster' : 'same';
}
