import { GateError } from '../model/errors.ts';
import { suggest } from '../model/suggest.ts';
import type { Random } from './random.ts';

/** How values (durations, sizes, priorities) are distributed. Plain data; the numbers are in the caller's unit. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  /** Equally likely from `min` (included) to `max`. */
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** The logarithm is normal with standard deviation `sigma` around the logarithm of the median. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  /** Heavy tail: P(X > x) = (min ÷ x)^alpha, cut at `max` where one is given. */
  | { readonly kind: 'pareto'; readonly min: number; readonly alpha: number; readonly max?: number }
  /** Two sizes; `share` (0 to 1) is the part of the values that are large. */
  | { readonly kind: 'bimodal'; readonly small: number; readonly large: number; readonly share: number };

type Parameters = Readonly<Record<string, number | undefined>>;

interface Rule {
  readonly parameters: readonly string[];
  readonly optional?: readonly string[];
  readonly positive?: readonly string[];
  /** What is wrong with the parameters taken together, as the rest of a sentence. */
  readonly conflict?: (parameters: Parameters) => string | undefined;
  /** As a user writes it in the options of a scenario. */
  readonly example: string;
}

const rules: Readonly<Record<Distribution['kind'], Rule>> = {
  constant: { parameters: ['value'], example: "{ distribution: 'constant', value: '10 ms' }" },
  uniform: {
    parameters: ['min', 'max'],
    conflict: ({ min, max }) => (max! < min! ? `max (${max}) is below min (${min}).` : undefined),
    example: "{ distribution: 'uniform', min: '1 ms', max: '10 ms' }",
  },
  exponential: { parameters: ['mean'], positive: ['mean'], example: "{ distribution: 'exponential', mean: '10 ms' }" },
  lognormal: {
    parameters: ['median', 'sigma'],
    positive: ['median'],
    conflict: ({ sigma }) => (sigma! < 0 ? `sigma (${sigma}) is negative.` : undefined),
    example: "{ distribution: 'lognormal', median: '10 ms', sigma: 0.5 }",
  },
  pareto: {
    parameters: ['min', 'alpha'],
    optional: ['max'],
    positive: ['min', 'alpha'],
    conflict: ({ min, max }) =>
      max !== undefined && max <= min! ? `max (${max}) is not above min (${min}).` : undefined,
    example: "{ distribution: 'pareto', min: '1 ms', alpha: 1.5, max: '1 s' }",
  },
  bimodal: {
    parameters: ['small', 'large', 'share'],
    conflict: ({ small, large, share }) => {
      if (large! < small!) return `large (${large}) is below small (${small}).`;
      return share! < 0 || share! > 1 ? `share (${share}) is not between 0 and 1.` : undefined;
    },
    example: "{ distribution: 'bimodal', small: '1 ms', large: '100 ms', share: 0.1 }",
  },
};

/**
 * Checks a distribution that a user wrote.
 *
 * @param where names the place for the error message, such as `task.duration`
 * @throws GateError `BAD_OPTION` with the offending parameter and an example
 */
export function validateDistribution(distribution: Distribution, where: string): void {
  const kinds = Object.keys(rules);
  const kind: unknown = (distribution as Partial<Distribution> | null | undefined)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(rules, kind)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}: unknown kind of distribution ${JSON.stringify(kind)}.${typeof kind === 'string' ? suggest(kind, kinds) : ''}`,
      fix: `Kinds are ${kinds.join(', ')}; for example ${rules.uniform.example}.`,
    });
  }
  const rule = rules[kind as Distribution['kind']];
  const parameters = distribution as unknown as Parameters;
  const fault = findParameterFault(parameters, rule) ?? rule.conflict?.(parameters);
  if (fault !== undefined) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}: in the ${kind} distribution, ${fault}`,
      fix: `Write it like ${rule.example}.`,
    });
  }
}

function findParameterFault(parameters: Parameters, rule: Rule): string | undefined {
  const optional = rule.optional ?? [];
  const known = [...rule.parameters, ...optional];
  const unknown = Object.keys(parameters).find((name) => name !== 'kind' && !known.includes(name));
  if (unknown !== undefined) return `${JSON.stringify(unknown)} is not a parameter.${suggest(unknown, known)}`;
  for (const name of known) {
    const value: unknown = parameters[name];
    if (value === undefined && optional.includes(name)) continue;
    if (typeof value !== 'number' || !Number.isFinite(value))
      return `${name} is ${String(value)}, not a finite number.`;
    if (rule.positive?.includes(name) && value <= 0) return `${name} (${value}) is not above zero.`;
  }
  return undefined;
}

/**
 * A source of values of a distribution, by inversion of the distribution function (the normal numbers under
 * `lognormal` by Marsaglia's polar method). Draws from `random` only when called.
 *
 * @param where names the place for the error message, such as `task.duration`
 * @throws GateError `BAD_OPTION` when the distribution is not valid
 */
export function createSampler(distribution: Distribution, random: Random, where = 'distribution'): () => number {
  validateDistribution(distribution, where);
  switch (distribution.kind) {
    case 'constant':
      return () => distribution.value;
    case 'uniform': {
      const { min, max } = distribution;
      return () => Math.min(min + random.next() * (max - min), max);
    }
    case 'exponential':
      return () => -distribution.mean * Math.log(1 - random.next());
    case 'lognormal':
      return () => distribution.median * Math.exp(distribution.sigma * drawNormal(random));
    case 'pareto': {
      const { min, max, alpha } = distribution;
      const kept = max === undefined ? 1 : 1 - Math.exp(alpha * Math.log(min / max));
      // Math.exp(Math.log(u) / alpha) and not Math.pow, whose last bits differ between versions of Node.
      return () => Math.min(min * Math.exp(-Math.log(1 - random.next() * kept) / alpha), max ?? Number.MAX_VALUE);
    }
    case 'bimodal':
      return () => (random.next() < distribution.share ? distribution.large : distribution.small);
  }
}

/** A standard normal number: G. Marsaglia and T. Bray, SIAM Review 6 (1964). No sine or cosine, which differ between machines. */
function drawNormal(random: Random): number {
  for (;;) {
    const x = 2 * random.next() - 1;
    const y = 2 * random.next() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** The expected value of a distribution; `Infinity` for a Pareto tail with alpha of 1 or less and no `max`. */
export function meanOf(distribution: Distribution): number {
  validateDistribution(distribution, 'distribution');
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return (distribution.min + distribution.max) / 2;
    case 'exponential':
      return distribution.mean;
    case 'lognormal':
      return distribution.median * Math.exp(distribution.sigma ** 2 / 2);
    case 'pareto': {
      const { min, max, alpha } = distribution;
      if (max === undefined) return alpha > 1 ? (alpha * min) / (alpha - 1) : Infinity;
      const span = Math.log(min / max);
      // expm1 keeps the digits near alpha = 1, where both numerator and denominator vanish.
      const tail = alpha === 1 ? -span : -Math.expm1((alpha - 1) * span) / (alpha - 1);
      return (min * alpha * tail) / -Math.expm1(alpha * span);
    }
    case 'bimodal':
      return distribution.small + distribution.share * (distribution.large - distribution.small);
  }
}
