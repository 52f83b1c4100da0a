/** `bench.gate`: how one test is judged. */
import type { RunnerTestCase } from 'vitest';
import * as v from 'valibot';
import { checkOption } from '../../src/index.ts';
import { duration, slowdown } from '../option-values.ts';
import { gateMarkOf } from './gate-mark.ts';
import { pointOwn } from './site.ts';

/** As they are used: a fraction, and ms. */
export interface ResolvedGateOptions {
  readonly smallestSlowdown?: number | undefined;
  readonly budget?: number | undefined;
  readonly pin?: boolean | undefined;
}

const schema = v.strictObject(
  { smallestSlowdown: v.optional(slowdown), budget: v.optional(duration), pin: v.optional(v.boolean('true or false')) },
  'an object',
);

/**
 * What the test has said; empty when it has said nothing.
 *
 * @throws GateError `BAD_OPTION` that names the option and what it takes, with the stack of the call
 */
export function gateOptionsOf(test: RunnerTestCase): ResolvedGateOptions {
  const mark = gateMarkOf(test);
  if (mark === undefined) return {};
  try {
    return checkOption(schema, mark.options, 'bench.gate(options)');
  } catch (error) {
    throw pointOwn(error, mark.site);
  }
}
