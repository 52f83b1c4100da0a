/** The bands in which parallel efficiencies are named. */

/** A named range of parallel efficiencies. */
export interface EfficiencyBand {
  readonly name: 'perfect' | 'excellent' | 'good' | 'poor' | 'failed';
  /** The smallest efficiency that belongs to it, as a ratio. */
  readonly from: number;
  readonly about: string;
}

/** The bands of parallel efficiency, best first. */
export const efficiencyBands: readonly EfficiencyBand[] = [
  { name: 'perfect', from: 0.95, about: 'linear' },
  { name: 'excellent', from: 0.85, about: 'minor overhead' },
  { name: 'good', from: 0.7, about: 'some contention' },
  { name: 'poor', from: 0.5, about: 'a bottleneck of CPU, memory or I/O' },
  { name: 'failed', from: Number.NEGATIVE_INFINITY, about: 'overloaded' },
];

/**
 * The band of an efficiency.
 *
 * @param efficiency as a ratio: 0.9 is 90 %
 */
export function efficiencyBand(efficiency: number): EfficiencyBand {
  return efficiencyBands.find(({ from }) => efficiency >= from) ?? efficiencyBands.at(-1)!;
}
