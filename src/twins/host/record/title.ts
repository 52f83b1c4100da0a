/**
 * Titles of `each` and `for`, as Vitest prints them: `%s` and its like take the values in turn, `%#` and `%$` count the cases,
 * `$key` names a property of the first value and `$0` a value. They have to be the same to the letter, since tests are found by name.
 */
import { inspectValue, longest, shorten } from './inspect-value.ts';
import { printf, directives } from './printf.ts';

const escaped = '\u0000%\u0000';
const references = /\$([$\p{ID_Continue}.]+)/gu;

/**
 * @param template as the user wrote it
 * @param values of the case
 * @param index of the case, from 0
 */
export function formatTitle(template: string, values: readonly unknown[], index: number): string {
  const text = signed(counted(template, index), values);
  const places = text.split('%').length - 1;
  let output = '';
  let used = 0;
  let from = 0;
  for (const match of text.matchAll(directives)) {
    output += referred(text.slice(from, match.index), values);
    output += used < places ? printf(match[0], values[used++]) : match[0];
    from = match.index + match[0].length;
  }
  return output + referred(text.slice(from), values);
}

function counted(template: string, index: number): string {
  if (!template.includes('%#') && !template.includes('%$')) return template;
  return template
    .replaceAll('%%', escaped)
    .replaceAll('%#', () => String(index))
    .replaceAll('%$', () => String(index + 1))
    .replaceAll(escaped, () => '%%');
}

/** A negative zero keeps its sign. */
function signed(template: string, values: readonly unknown[]): string {
  let occurrence = 0;
  return template.replaceAll('%f', () => (Object.is(values[occurrence++], -0) ? '-%f' : '%f'));
}

function referred(text: string, values: readonly unknown[]): string {
  const [first] = values;
  const isObject = typeof first === 'object' && first !== null && !Array.isArray(first);
  return text.replaceAll(references, (_, key: string) => {
    const isIndex = /^\d+$/.test(key);
    if (!isObject && !isIndex) return `$${key}`;
    const named = isObject ? property(first, key) : undefined;
    const value = named === undefined && isIndex ? property(values, key) : named;
    return typeof value === 'string' ? shorten(value, longest) : inspectValue(value);
  });
}

function property(source: unknown, path: string): unknown {
  let value = source;
  for (const key of path.replaceAll(/\[(\d+)\]/g, '.$1').split('.')) {
    value = new Object(value)[key as keyof object];
    if (value === undefined) return undefined;
  }
  return value;
}
