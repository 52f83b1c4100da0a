/** What a process says of a figure, as one number; and which figure of a result speaks for it. */
import type { PairedFigure } from '../twins/protocol.ts';

/** Sizes below this many bytes are as good as none: a ratio to nothing would make a mountain of it. */
const fewBytes = 16;

/** ln(head ÷ base), worse upwards. */
export function differenceOf(
  base: number,
  head: number,
  { unit, better }: Omit<PairedFigure, 'base' | 'head'>,
): number {
  if (base === head) return 0;
  const least = unit === 'B' ? fewBytes : Number.EPSILON;
  const difference = Math.log(Math.max(head, least) / Math.max(base, least));
  return better === 'higher' ? -difference : difference;
}

/** The figure that a result is measured for: the throughput of a scenario, the latency of a plain benchmark. */
export function leaderOf(figures: readonly PairedFigure[]): PairedFigure | undefined {
  const centres = figures.filter(({ statistic, assume }) => statistic === 'median' && assume === 'sampled');
  return centres.find(({ metric }) => metric === 'throughput') ?? centres[0];
}
