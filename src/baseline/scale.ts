/** The scale on which a metric's changes are measured: one on which a factor is a distance. */
import { dimensionOf } from '../model/units.ts';
import type { Dimension, Unit } from '../model/units.ts';

/** A strictly increasing function and its inverse. */
export interface Scale {
  forward(value: number): number;
  back(position: number): number;
}

/** Logarithms: equal ratios lie equally far apart. */
const ratios: Scale = { forward: Math.log, back: Math.exp };

/** Amounts of this size are of no importance, in the base unit: where a symmetric scale turns from linear to logarithmic. */
const negligible: Readonly<Record<Dimension, number>> = {
  time: 1e3,
  rate: 1e-3,
  bandwidth: 1,
  size: 1e6,
  ratio: 0.02,
  count: 1,
};
const negligiblePerTask: Readonly<Partial<Record<Dimension, number>>> = { size: 64 };

/**
 * The scale for these values. Times and rates are compared by their logarithms. Where one is zero or less, and for
 * sizes, counts and ratios always, the logarithm is made symmetric, `sign(v) · ln(1 + |v| ÷ c)`: it holds for every
 * number, and changes that are small beside c (1 MB, 64 B per task, one, 2 %) are small on it.
 */
export function scaleFor(unit: Unit, per: 'task' | 'repetition' | 'run', values: readonly number[]): Scale {
  const dimension = dimensionOf(unit);
  const timed = dimension === 'time' || dimension === 'rate' || dimension === 'bandwidth';
  if (timed && values.every((value) => value > 0)) return ratios;
  const c = (per === 'task' ? negligiblePerTask[dimension] : undefined) ?? negligible[dimension];
  return {
    forward: (value) => Math.sign(value) * Math.log1p(Math.abs(value) / c),
    back: (position) => Math.sign(position) * c * Math.expm1(Math.abs(position)),
  };
}
