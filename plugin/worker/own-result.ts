/** `bench.record`: takes a result of the user's own in, once it is one. */
import type { RunnerTestCase } from 'vitest';
import * as v from 'valibot';
import { checkOption, dimensionOf, type Result } from '../../src/index.ts';
import { record } from './session.ts';
import { pointOwn } from './site.ts';

const text = v.pipe(v.string('a text'), v.nonEmpty('a text that is not empty'));
const finite = v.pipe(v.number('a number'), v.finite('a finite number'));
const observations = v.pipe(
  v.array(finite, 'an array of numbers'),
  v.minLength(1, 'an array with at least one number'),
);
const statistics = ['n', 'mean', 'median', 'min', 'max', 'sd', 'p25', 'p75', 'p90', 'p95', 'p99', 'p99.9'] as const;

const measurement = v.object(
  {
    name: text,
    unit: v.pipe(text, v.check(isUnit, 'a unit such as ns, B, tasks/s, %, x, 1 or count')),
    better: v.picklist(['higher', 'lower', 'neither'], '"higher", "lower" or "neither"'),
    assume: v.picklist(['exact', 'sampled'], '"exact" or "sampled"'),
    about: v.string('a sentence'),
    per: v.picklist(['task', 'repetition', 'run'], '"task", "repetition" or "run"'),
    summary: v.object(v.entriesFromList(statistics, finite), 'the statistics that summarize(observations) answers'),
    repetitions: v.object({ median: observations, p99: v.optional(observations) }, 'an object with "median"'),
  },
  'a measurement',
);

const schema = v.object(
  {
    scenario: text,
    name: text,
    parameters: v.record(v.string(), v.unknown(), 'an object'),
    metrics: v.record(v.string(), measurement, 'an object of measurements by their names'),
    warnings: v.array(v.string('a sentence'), 'an array of sentences'),
  },
  'a result: { scenario, name, parameters, metrics, warnings }',
);

interface Call {
  readonly test: RunnerTestCase;
  readonly project: string;
  readonly site: Error;
}

/** @throws GateError `BAD_OPTION` that names the part of the result that is missing or wrong */
export async function recordOwnResult(call: Call, result: Result): Promise<void> {
  try {
    checkOption(schema, result, 'bench.record(result)');
  } catch (error) {
    throw pointOwn(error, call.site);
  }
  await record({ ...call, result });
}

function isUnit(unit: string): boolean {
  return dimensionOf(unit as Parameters<typeof dimensionOf>[0]) !== undefined;
}
