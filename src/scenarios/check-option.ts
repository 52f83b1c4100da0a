import { inspect } from 'node:util';
import * as v from 'valibot';
import { GateError } from '../model/errors.ts';
import { suggest } from '../model/suggest.ts';

/**
 * Checks a value that a user wrote. The messages of the schema say what is expected, as in `a whole number of at least 1`.
 *
 * @param where path of the value, empty for the options themselves
 * @throws GateError `BAD_OPTION` with the path, and a suggestion for an unknown key
 */
export function checkOption<const S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  where: string,
): v.InferOutput<S> {
  const checked = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  if (checked.success) return checked.output;
  const [issue] = checked.issues;
  const path = [where, ...(issue.path ?? []).map(({ key }) => String(key))].filter((part) => part !== '').join('.');
  if (issue.type === 'strict_object' && issue.path !== undefined) throw badKey(schema, issue, path);
  const shown = inspect(issue.input, { depth: 1, breakLength: Infinity });
  throw new GateError({
    code: 'BAD_OPTION',
    message: `${path === '' ? 'options' : path}: ${shown} is not ${issue.message}.`,
    fix: `Write ${issue.message}${path === '' ? '' : `, or leave ${path} out if it has a default`}.`,
  });
}

function badKey(schema: v.GenericSchema, issue: v.BaseIssue<unknown>, path: string): GateError {
  const known = 'entries' in schema ? Object.keys(schema.entries as object) : [];
  if (issue.expected !== 'never') {
    const needed = known.filter((key) => !isOptional(schema, key));
    return new GateError({
      code: 'BAD_OPTION',
      message: `${path} is missing.`,
      fix: `Needed here: ${needed.join(', ')}.`,
    });
  }
  const key = String(issue.path?.at(-1)?.key);
  return new GateError({
    code: 'BAD_OPTION',
    message: `${path}: there is no such option.${suggest(key, known)}`,
    fix: `Options here are ${known.join(', ')}.`,
  });
}

function isOptional(schema: v.GenericSchema, key: string): boolean {
  const { entries } = schema as v.GenericSchema & { readonly entries: Readonly<Record<string, v.GenericSchema>> };
  return entries[key]?.type === 'optional';
}
