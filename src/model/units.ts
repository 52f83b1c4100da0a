/**
 * Units: the base unit in which a metric is kept, and the units in which people write and read it.
 *
 * Everything inside benchgate is in base units (ns, B, tasks/s, plain ratios); conversion happens where
 * a person's text comes in (`parseQuantity`) and where a number goes out (`formatQuantity`), nowhere else.
 */
import { GateError } from './errors.ts';
import { suggest } from './suggest.ts';

/** What kind of quantity a unit measures; only quantities of one dimension can be compared. */
export type Dimension = 'time' | 'size' | 'rate' | 'bandwidth' | 'ratio' | 'count';

/**
 * The base units of metrics. `%`, `x` and `1` are all plain ratios (1 = 100 % = 1x) and differ in display only.
 */
export type Unit = 'ns' | 'B' | 'B/s' | 'tasks/s' | 'ops/s' | '%' | 'x' | '1' | 'count';

/** Units of time a user may write. */
export type TimeUnit = 'ns' | 'µs' | 'us' | 'ms' | 's' | 'min';
/** Units of size a user may write: powers of 1000 (kB, KB, MB, GB) and of 1024 (KiB, MiB, GiB). */
export type SizeUnit = 'B' | 'kB' | 'KB' | 'MB' | 'GB' | 'KiB' | 'MiB' | 'GiB';
/** Units of rate a user may write. */
export type RateUnit = 'tasks/s' | 'ops/s' | '/s';
/** Units of bandwidth a user may write. */
export type BandwidthUnit = 'B/s' | 'kB/s' | 'KB/s' | 'MB/s' | 'GB/s';
/** Units of ratios a user may write: `75 %` is 0.75, `1.9 x` is 1.9. */
export type RatioUnit = '%' | 'x';
/** Every unit that may be written in a target or an option. */
export type WrittenUnit = TimeUnit | SizeUnit | RateUnit | BandwidthUnit | RatioUnit;

/** A duration with its unit, such as `'10 ms'` or `'1.5s'`. */
export type Duration = `${number} ${TimeUnit}` | `${number}${TimeUnit}`;

/** A rate with its unit, such as `'500 tasks/s'`. */
export type Rate = `${number} ${RateUnit}` | `${number}${RateUnit}`;

interface WrittenUnitMeaning {
  readonly dimension: Dimension;
  /** One of it is `factor` times ten to the `power` base units. The power is applied in decimal, so that nothing is rounded twice. */
  readonly power: number;
  readonly factor: number;
}

function meaning(dimension: Dimension, power: number, factor = 1): WrittenUnitMeaning {
  return { dimension, power, factor };
}

const writtenUnits: Readonly<Record<WrittenUnit, WrittenUnitMeaning>> = {
  ns: meaning('time', 0),
  µs: meaning('time', 3),
  us: meaning('time', 3),
  ms: meaning('time', 6),
  s: meaning('time', 9),
  min: meaning('time', 9, 60),
  B: meaning('size', 0),
  kB: meaning('size', 3),
  KB: meaning('size', 3),
  MB: meaning('size', 6),
  GB: meaning('size', 9),
  KiB: meaning('size', 0, 1024),
  MiB: meaning('size', 0, 1024 ** 2),
  GiB: meaning('size', 0, 1024 ** 3),
  'tasks/s': meaning('rate', 0),
  'ops/s': meaning('rate', 0),
  '/s': meaning('rate', 0),
  'B/s': meaning('bandwidth', 0),
  'kB/s': meaning('bandwidth', 3),
  'KB/s': meaning('bandwidth', 3),
  'MB/s': meaning('bandwidth', 6),
  'GB/s': meaning('bandwidth', 9),
  '%': meaning('ratio', -2),
  x: meaning('ratio', 0),
};

const dimensions: Readonly<Record<Unit, Dimension>> = {
  ns: 'time',
  B: 'size',
  'B/s': 'bandwidth',
  'tasks/s': 'rate',
  'ops/s': 'rate',
  '%': 'ratio',
  x: 'ratio',
  '1': 'ratio',
  count: 'count',
};

/** The dimension of a base unit. */
export function dimensionOf(unit: Unit): Dimension {
  return dimensions[unit];
}

/** A number read from text, in base units. `dimension` is undefined when no unit was written. */
export interface Quantity {
  readonly value: number;
  readonly dimension: Dimension | undefined;
}

/** Digits with `_` or, in groups of three, `,` between them; then a power of ten; then what should be a unit. */
const quantityPattern = /^([+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d[\d_]*(?:\.\d+)?|\.\d+))(?:e([+-]?\d+))?\s*(\S*)$/i;

/**
 * Reads a number with an optional unit, such as `20 ms`, `1.5GB`, `75 %`, `1_000 tasks/s` or, as reports print it, `1,000 tasks/s`.
 *
 * @param text what the user wrote
 * @param where names the place for the error message, such as `task.duration`
 * @throws GateError `BAD_QUANTITY` when it is no number or the unit is unknown (with a suggestion)
 */
export function parseQuantity(text: string, where: string): Quantity {
  const match = quantityPattern.exec(text.trim());
  // The Greek letter mu, which some keyboards write, means the micro sign.
  const written = match?.[3]!.replace('\u03BC', '\u00B5') ?? '';
  if (match && written !== '' && !Object.hasOwn(writtenUnits, written)) {
    throw new GateError({
      code: 'BAD_QUANTITY',
      message: `${where}: unknown unit ${JSON.stringify(written)} in ${JSON.stringify(text)}.${suggest(written, Object.keys(writtenUnits))}`,
      fix: `Units are ${Object.keys(writtenUnits).join(', ')}.`,
    });
  }
  const unit = written === '' ? undefined : writtenUnits[written as WrittenUnit];
  const digits = match?.[1]!.replaceAll(/[_,]/g, '');
  const power = Number(match?.[2] ?? 0) + (unit?.power ?? 0);
  const value = Number(`${digits}e${power}`) * (unit?.factor ?? 1);
  if (!Number.isFinite(value)) {
    throw new GateError({
      code: 'BAD_QUANTITY',
      message: `${where}: ${JSON.stringify(text)} is not a number with a unit.`,
      fix: 'Write a number, a space and a unit, for example "20 ms", "100 MB", "1000 tasks/s" or "75 %".',
    });
  }
  return { value, dimension: unit?.dimension };
}

/**
 * Reads a duration and answers it in ns.
 *
 * @throws GateError `BAD_QUANTITY` when it is no duration or is negative
 */
export function parseDuration(text: string, where: string): number {
  const { value, dimension } = parseQuantity(text, where);
  if (dimension !== 'time' || value < 0) {
    throw new GateError({
      code: 'BAD_QUANTITY',
      message: `${where}: ${JSON.stringify(text)} is not a duration.`,
      fix: 'Write a number of zero or more and a unit of time (ns, µs, ms, s or min), for example "10 ms".',
    });
  }
  return value;
}

/**
 * Reads a rate and answers it per second.
 *
 * @throws GateError `BAD_QUANTITY` when it is no rate or is not above zero
 */
export function parseRate(text: string, where: string): number {
  const { value, dimension } = parseQuantity(text, where);
  if (dimension !== 'rate' || value <= 0) {
    throw new GateError({
      code: 'BAD_QUANTITY',
      message: `${where}: ${JSON.stringify(text)} is not a rate.`,
      fix: 'Write a number above zero and a unit of rate (tasks/s, ops/s or /s), for example "500 tasks/s".',
    });
  }
  return value;
}

interface Scale {
  readonly from: number;
  readonly factor: number;
  readonly label: string;
}

const timeScales: readonly Scale[] = [
  { from: 1e9, factor: 1e9, label: 's' },
  { from: 1e6, factor: 1e6, label: 'ms' },
  { from: 1e3, factor: 1e3, label: 'µs' },
  { from: 0, factor: 1, label: 'ns' },
];
const sizeScales: readonly Scale[] = [
  { from: 1e9, factor: 1e9, label: 'GB' },
  { from: 1e6, factor: 1e6, label: 'MB' },
  { from: 1e3, factor: 1e3, label: 'kB' },
  { from: 0, factor: 1, label: 'B' },
];

/** A number with three significant digits (all digits of the integer part), thousands separated, no trailing fraction of zeros. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude === 0) return '0';
  if (magnitude < 1) return String(Number(value.toPrecision(3)));
  const digits = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** A quantity in base units as a person reads it: `formatQuantity(1_500_000, 'ns')` is `1.5 ms`. */
export function formatQuantity(value: number, unit: Unit): string {
  switch (unit) {
    case 'ns':
      return scaled(value, timeScales);
    case 'B':
      return scaled(value, sizeScales);
    case 'B/s':
      return `${scaled(value, sizeScales)}/s`;
    case '%':
      return `${formatNumber(value * 100)} %`;
    case 'x':
      return `${formatNumber(value)}x`;
    case '1':
    case 'count':
      return formatNumber(value);
    case 'tasks/s':
    case 'ops/s':
      return `${formatNumber(value)} ${unit}`;
  }
}

function scaled(value: number, scales: readonly Scale[]): string {
  const magnitude = Math.abs(value);
  // A value that would be rounded up to 1,000 of one unit is shown as 1 of the next.
  const scale = scales.find((candidate) => magnitude >= candidate.from * 0.9995) ?? scales.at(-1)!;
  return `${formatNumber(value / scale.factor)} ${scale.label}`;
}
