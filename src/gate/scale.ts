/** What a margin means for log-ratios: where no change ends and a slowdown begins. */
export interface Scale {
  /** ln(1 + margin): the slowdown that must be caught. */
  readonly limit: number;
  /** Half of the limit. An estimate above it is nearer to the limit than to no change. */
  readonly divide: number;
  /** How far from the estimate a process may lie before it counts as a contradiction and not as noise. */
  readonly reach: number;
}

/** Limits in noise: processes of one benchmark that is fit to be judged differ by less than this, outliers apart. */
const limitsInReach = 4;

/** The scale of a margin, a fraction such as 0.05. */
export function scaleOf(margin: number): Scale {
  const limit = Math.log1p(margin);
  return { limit, divide: limit / 2, reach: limitsInReach * limit };
}
