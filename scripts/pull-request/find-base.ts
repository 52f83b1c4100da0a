/**
 * Finds the commit that a change is compared with, prints it, and hands it to the steps that follow as the output `sha`.
 * Exits 1 with what is wrong and how to mend it. Try it anywhere:
 *
 *     GITHUB_EVENT_NAME=pull_request GITHUB_BASE_REF=main node scripts/pull-request/find-base.ts
 */
import { appendFileSync } from 'node:fs';
import { GateError } from '../../src/model/errors.ts';
import { baseOfEvent, readEvent } from './base-of-event.ts';

try {
  const event = readEvent(process.env);
  const sha = await baseOfEvent(process.cwd(), event);
  console.log(`${event.type}: compared with ${sha}`);
  const output = process.env['GITHUB_OUTPUT'];
  if (output !== undefined && output !== '') appendFileSync(output, `sha=${sha}\n`);
} catch (error) {
  if (!(error instanceof GateError)) throw error;
  console.error(`find-base: ${error.message}`);
  process.exitCode = 1;
}
