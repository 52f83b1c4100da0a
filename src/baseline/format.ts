/** The text of a baseline file: sorted keys, LF, and the same bytes for the same content. */
import type { BaselineFile } from './file.ts';

const width = 120;

/** The file's text. Objects and arrays that fit on a line stand on one, so that one changed metric changes one or two lines. */
export function formatBaseline(file: BaselineFile): string {
  return `${format(file, '')}\n`;
}

function format(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((member: unknown) => ['', member] as const)
    : sortedEntries(value).map(([key, member]) => [`${JSON.stringify(key)}: `, member] as const);
  if (members.length === 0) return open + close;
  if (members.every(([, member]) => typeof member !== 'object' || member === null)) {
    const pad = open === '{' ? ' ' : '';
    const line = `${open}${pad}${members.map(([key, member]) => key + JSON.stringify(member)).join(', ')}${pad}${close}`;
    if (indent.length + line.length <= width || open === '[') return line;
  }
  return `${open}\n${members.map(([key, member]) => inner + key + format(member, inner)).join(',\n')}\n${indent}${close}`;
}

/** By code unit, which no locale changes. */
function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
