/**
 * Values in titles, as Vitest prints them: its own printer on one line, shortened to 40 characters by looking less deep and then
 * by leaving out members.
 */

/** Vitest's default of `taskTitleValueFormatTruncate`. */
export const longest = 40;

interface Extent {
  readonly depth: number;
  readonly width: number;
}

/** A value on one line. */
export function inspectValue(value: unknown): string {
  let text = '';
  for (const depth of [10, 5, 2, 1]) {
    text = print(value, { depth, width: Infinity }, []);
    if (text.length < longest) return text;
  }
  if (text.length === longest) return text;
  if (typeof value === 'string') return `'${shorten(text.slice(1, -1), longest - 1)}'`;
  if (!isPlainContainer(value)) return print(value, { depth: 0, width: Infinity }, []);
  let width = 0;
  // As many members as fit: a line grows with its members.
  while (width + 1 < longest && print(value, { depth: 1, width: width + 1 }, []).length <= longest) width++;
  return print(value, { depth: 1, width }, []);
}

/** A text of at most so many characters, the last of them an ellipsis where it was longer. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = /[\uD800-\uDBFF]/.test(text[most - 2]!) ? most - 2 : most - 1;
  return `${text.slice(0, end)}…`;
}

function isPlainContainer(value: unknown): boolean {
  return ['Array', 'Object', 'Set', 'Map'].includes(tagOf(value));
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function print(value: unknown, extent: Extent, within: readonly object[]): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `[Function ${value.name || 'anonymous'}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  switch (tagOf(value)) {
    case 'Date':
      return Number.isNaN(Number(value)) ? 'Date { NaN }' : (value as Date).toISOString();
    case 'RegExp':
      return (value as RegExp).toString();
    case 'WeakMap':
      return 'WeakMap {}';
    case 'WeakSet':
      return 'WeakSet {}';
    default:
      return value instanceof Error ? `[${Error.prototype.toString.call(value)}]` : printMembers(value, extent, within);
  }
}

function printMembers(value: object, extent: Extent, around: readonly object[]): string {
  if (around.includes(value)) return '[Circular]';
  const within = [...around, value];
  const isTooDeep = within.length > extent.depth;
  const tag = tagOf(value);
  const inner = (member: unknown): string => print(member, extent, within);
  const { toJSON } = value as { toJSON?: unknown };
  if (!isTooDeep && typeof toJSON === 'function') return inner((toJSON as () => unknown).call(value));
  const name = value.constructor?.name || 'Object';
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    if (isTooDeep) return `[${name}]`;
    return `${name === 'Array' ? '' : `${name} `}[${listed([...(value as unknown[])].map(inner), extent)}]`;
  }
  if (value instanceof Map) {
    if (isTooDeep) return '[Map]';
    return `Map {${listed(
      [...value].map(([key, item]) => `${inner(key)} => ${inner(item)}`),
      extent,
    )}}`;
  }
  if (value instanceof Set) return isTooDeep ? '[Set]' : `Set {${listed([...value].map(inner), extent)}}`;
  if (isTooDeep) return `[${tag === 'Arguments' ? tag : name}]`;
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  const members = [...Object.keys(value), ...symbols].map((key) => {
    const shown = typeof key === 'string' && /^[a-z_]\w*$/i.test(key) ? key : inner(key);
    return `${shown}: ${inner((value as Readonly<Record<PropertyKey, unknown>>)[key])}`;
  });
  return `${name === 'Object' ? '' : `${name} `}{${listed(members, extent)}}`;
}

function listed(members: readonly string[], { width }: Extent): string {
  if (members.length === 0) return '';
  const shown = members.length > width ? [...members.slice(0, width), `…(${members.length - width})`] : members;
  return ` ${shown.join(', ')} `;
}
