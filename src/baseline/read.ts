/** Reads baseline files, and refuses whatever is not one: a file that cannot be understood is never overwritten. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { GateError } from '../model/errors.ts';
import type { Unit } from '../model/units.ts';
import { schemaVersion } from './file.ts';
import type { BaselineFile } from './file.ts';
import { isMissing } from './missing.ts';

const units = { ns: 0, B: 0, 'tasks/s': 0, 'ops/s': 0, 'B/s': 0, '%': 0, x: 0, '1': 0, count: 0 } satisfies Record<
  Unit,
  0
>;

const finite = v.pipe(v.number(), v.finite());
const observations = v.pipe(v.array(finite), v.minLength(1));

const environment = v.strictObject({
  cpu: v.string(),
  cores: finite,
  os: v.string(),
  arch: v.string(),
  node: finite,
});

const metric = v.strictObject({
  unit: v.picklist(Object.keys(units) as Unit[]),
  better: v.picklist(['higher', 'lower', 'neither']),
  assume: v.picklist(['exact', 'sampled']),
  per: v.picklist(['task', 'repetition', 'run']),
  repetitions: v.strictObject({ median: observations, p99: v.optional(observations) }),
  summary: v.strictObject({
    n: v.pipe(v.number(), v.integer(), v.minValue(1)),
    mean: finite,
    median: finite,
    min: finite,
    max: finite,
    sd: finite,
    p25: finite,
    p75: finite,
    p90: finite,
    p95: finite,
    p99: finite,
    'p99.9': finite,
  }),
});

const result = v.strictObject({
  scenario: v.string(),
  parameters: v.record(v.string(), v.unknown()),
  metrics: v.record(v.string(), metric),
  commit: v.nullable(v.string()),
  dirty: v.boolean(),
  environment,
  seconds: v.optional(v.pipe(finite, v.minValue(0))),
});

const file = v.strictObject({
  $schema: v.string(),
  schema: v.literal(schemaVersion),
  results: v.record(v.string(), result),
});

/**
 * Reads a baseline file; undefined when there is none.
 *
 * @throws GateError `BAD_BASELINE` when it cannot be read, is no JSON, is not of this format, or is of a newer one
 */
export async function readBaselineFile(path: string): Promise<BaselineFile | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw bad(path, `cannot be read: ${(cause as Error).message}`, 'Make it a readable file, or delete it.', cause);
  }
  return parseBaseline(text, path);
}

/**
 * Reads the text of a baseline file.
 *
 * @param path names the file in messages
 * @throws GateError `BAD_BASELINE`
 */
export function parseBaseline(text: string, path: string): BaselineFile {
  const content = parseJson(text.replace(/^\uFEFF/, ''), path);
  const version = versionOf(content);
  if (version !== undefined && version > schemaVersion) {
    throw bad(
      path,
      `was written by a newer benchgate: its schema is ${version}, this benchgate reads up to ${schemaVersion}`,
      'Update benchgate here, or delete the file and save it again with this version.',
    );
  }
  const checked = v.safeParse(file, content);
  if (!checked.success) {
    const issue = checked.issues[0];
    const place = issue.path === undefined ? 'the file' : pathText(issue.path.map((item) => item.key));
    throw bad(path, `is not a baseline file: at ${place}: ${issue.message}`, repair);
  }
  return content as BaselineFile;
}

const repair =
  'Nothing was overwritten. Restore the file from git (git checkout -- <file>), or delete it and save the baseline again.';

function parseJson(text: string, path: string): unknown {
  const conflict = /^(?:<{7}|={7}|>{7})(?: |$)/m.exec(text);
  if (conflict) {
    throw bad(
      path,
      `holds a merge conflict at ${position(text, conflict.index)}`,
      'Take either side (git checkout --ours or --theirs) and save the baseline again.',
    );
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const { message } = cause as Error;
    const fact = message.replace(/ in JSON at position.*$/s, '');
    throw bad(path, `is not JSON at ${position(text, faultIndex(text, message))}: ${fact}`, repair, cause);
  }
}

/** Where JSON.parse gave up. Of an unexpected token it does not say so: the shortest beginning that has it ends there. */
function faultIndex(text: string, message: string): number {
  const stated = / at position (\d+)/.exec(message)?.[1];
  if (stated !== undefined) return Number(stated);
  if (!message.startsWith(unexpectedToken)) return text.length;
  let without = 0;
  let having = text.length;
  while (having - without > 1) {
    const middle = (without + having) >> 1;
    if (hasUnexpectedToken(text.slice(0, middle))) having = middle;
    else without = middle;
  }
  return without;
}

const unexpectedToken = 'Unexpected token';

function hasUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return (error as Error).message.startsWith(unexpectedToken);
  }
}

function position(text: string, index: number): string {
  const before = text.slice(0, index).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

function versionOf(content: unknown): number | undefined {
  if (typeof content !== 'object' || content === null || !('schema' in content)) return undefined;
  return typeof content.schema === 'number' ? content.schema : undefined;
}

function pathText(keys: readonly unknown[]): string {
  return keys.map((key) => (typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(key)}]`)).join('');
}

function bad(path: string, fact: string, fix: string, cause?: unknown): GateError {
  return new GateError({ code: 'BAD_BASELINE', message: `The baseline file ${path} ${fact}.`, fix, cause });
}
