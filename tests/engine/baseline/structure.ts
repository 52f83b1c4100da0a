/** The part of JSON Schema that `schema/baseline.schema.json` uses: no validator is among the packages here. */
import { isDeepStrictEqual } from 'node:util';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
}

const understood = new Set(
  ['$ref', '$defs', 'type', 'const', 'enum', 'minimum', 'minItems', 'items', 'properties', 'required'].concat(
    'additionalProperties $schema $id title description'.split(' '),
  ),
);

/** What is wrong with a value, each with its place; empty when it is valid. */
export function problems(value: unknown, schema: Schema, root: Schema = schema, place = '$'): string[] {
  for (const keyword of Object.keys(schema)) if (!understood.has(keyword)) throw new Error(`keyword ${keyword}`);
  if (schema.$ref !== undefined) {
    return problems(value, root.$defs![schema.$ref.replace('#/$defs/', '')]!, root, place);
  }
  const found: string[] = [];
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOf(value, type)))
    found.push(`${place}: type`);
  if ('const' in schema && !isDeepStrictEqual(value, schema.const)) found.push(`${place}: const`);
  if (schema.enum && !schema.enum.includes(value)) found.push(`${place}: enum`);
  if (typeof value === 'number' && value < (schema.minimum ?? -Infinity)) found.push(`${place}: minimum`);
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) found.push(`${place}: minItems`);
    for (const [index, item] of value.entries()) {
      if (schema.items) found.push(...problems(item, schema.items, root, `${place}[${index}]`));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const key of schema.required ?? []) if (!Object.hasOwn(value, key)) found.push(`${place}.${key}: required`);
    for (const [key, member] of Object.entries(value)) {
      const known = schema.properties?.[key] ?? schema.additionalProperties;
      if (known === false) found.push(`${place}.${key}: additional`);
      else if (typeof known === 'object') found.push(...problems(member, known, root, `${place}.${key}`));
    }
  }
  return found;
}

function isOf(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
