/** Checks a search for the highest rate. */
import * as v from 'valibot';
import { parseBound, requireFit } from '../../model/bound.ts';
import { GateError } from '../../model/errors.ts';
import { statisticNames } from '../../model/result.ts';
import { suggest } from '../../model/suggest.ts';
import { parseDuration, parseRate } from '../../model/units.ts';
import { checkOption } from '../check-option.ts';
import { type StressMetric, stressMetrics } from './metrics.ts';
import type { PlannedLimit, PlannedTarget } from './plan.ts';

/** What a trial of two seconds has figures of. */
const judged = ['throughput', 'latency', 'queueWait', 'execute', 'lateness', 'failures', 'refused'] as const;

const rate = v.string('a rate such as "500 tasks/s"');
const precisionText = 'a fraction from 0.005 to 1';
const shape = v.strictObject(
  {
    targets: v.record(v.string(), v.unknown(), "bounds by metric path, such as { 'latency.p99': '< 20 ms' }"),
    from: rate,
    to: rate,
    step: v.optional(v.string('a duration such as "2 s"')),
    precision: v.optional(
      v.pipe(v.number(precisionText), v.minValue(0.005, precisionText), v.maxValue(1, precisionText)),
    ),
  },
  "an object such as { targets: { 'latency.p99': '< 20 ms' }, from: '100 tasks/s', to: '10000 tasks/s' }",
);

/**
 * Checks the option `findLimit`.
 *
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY`, `BAD_TARGET`, `BAD_METRIC`
 */
export function planLimit(given: unknown): PlannedLimit | undefined {
  if (given === undefined) return undefined;
  const written = checkOption(shape, given, 'findLimit');
  const from = parseRate(written.from, 'findLimit.from');
  const to = parseRate(written.to, 'findLimit.to');
  if (to < from) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `findLimit.to: ${JSON.stringify(written.to)} is below from, ${JSON.stringify(written.from)}.`,
      fix: 'Write the lowest rate to try as from and the highest as to.',
    });
  }
  const step = parseDuration(written.step ?? '2 s', 'findLimit.step');
  if (step < 50e6) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `findLimit.step: ${JSON.stringify(written.step)} is too short for anything to queue.`,
      fix: 'Write at least "50 ms"; of a few seconds the answer is steadier.',
    });
  }
  return { targets: planTargets(written.targets), from, to, step, precision: written.precision ?? 0.05 };
}

function planTargets(targets: Readonly<Record<string, unknown>>): readonly PlannedTarget[] {
  const rows = Object.entries(targets).filter(([, bound]) => bound !== undefined);
  if (rows.length === 0) {
    throw new GateError({
      code: 'BAD_TARGET',
      message: 'findLimit.targets: without a target every rate would do.',
      fix: "Write at least one, for example { 'latency.p99': '< 20 ms' }.",
    });
  }
  return rows.map(([path, text]) => {
    const where = `findLimit.targets.${path}`;
    const bound = parseBound(text as string, where);
    requireFit(bound, { name: where, unit: unitOf(path) });
    return { path, bound };
  });
}

function unitOf(path: string): (typeof stressMetrics)[StressMetric]['unit'] {
  const [name = '', ...rest] = path.split('.');
  const statistic = rest.join('.');
  const metric = judged.find((each) => each === name);
  if (metric === undefined) {
    throw new GateError({
      code: 'BAD_METRIC',
      message: `findLimit.targets: a trial has no metric ${JSON.stringify(name)}.${suggest(name, judged)}`,
      fix: `Metrics of a trial are ${judged.join(', ')}; of each also ${statisticNames.map((each) => `.${each}`).join(', ')}.`,
    });
  }
  if (statistic !== '' && !(statisticNames as readonly string[]).includes(statistic)) {
    throw new GateError({
      code: 'BAD_METRIC',
      message: `findLimit.targets: ${metric} has no statistic ${JSON.stringify(statistic)}.${suggest(statistic, statisticNames)}`,
      fix: `Statistics are ${statisticNames.join(', ')}.`,
    });
  }
  return statistic === 'n' ? 'count' : stressMetrics[metric].unit;
}
