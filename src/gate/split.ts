import type { Scale } from './scale.ts';

/** How well the processes agree with their centre. */
export type Agreement = 'agreed' | 'doubtful' | 'split';

/**
 * Whether processes contradict their centre: they lie out of reach of it, and say something else (slower, unchanged,
 * faster) than it does. `split`, more than one in six: no centre speaks for such processes. A round trip that flips between
 * two placements of its threads looks like this, and a signed-rank bound would go with whichever mode came up more
 * often. `doubtful`, more than one in eight: one of six may have been a stall, or the first sign of such flips.
 *
 * A slowdown that varies much is neither, as long as every process is slower.
 *
 * @param centre the estimate from the same differences
 */
export function judgeAgreement(differences: readonly number[], centre: number, scale: Scale): Agreement {
  const said = sideOf(centre, scale);
  const contrary = differences.filter((d) => Math.abs(d - centre) > scale.reach && sideOf(d, scale) !== said).length;
  if (contrary > differences.length / 6) return 'split';
  return contrary > differences.length / 8 ? 'doubtful' : 'agreed';
}

/** −1 faster, 0 unchanged, 1 slower. */
function sideOf(difference: number, { divide }: Scale): number {
  if (difference > divide) return 1;
  return difference < -divide ? -1 : 0;
}
