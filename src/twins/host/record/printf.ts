import { inspectValue } from './inspect-value.ts';

/** The directives of a title. */
export const directives: RegExp = /%[sdjifoOc%]/g;

/** One directive with its value, as Vitest prints it. */
export function printf(directive: string, value: unknown): string {
  switch (directive) {
    case '%s':
      return asString(value);
    case '%d':
      return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN' : String(Number(value));
    case '%i':
      return typeof value === 'bigint' ? `${value}n` : String(Number.parseInt(String(value), 10));
    case '%f':
      return String(Number.parseFloat(String(value)));
    case '%j':
      return asJson(value);
    case '%c':
      return '';
    case '%%':
      // Each directive is printed with a value of its own; one that does not print it has it appended.
      return `% ${value === null || typeof value !== 'object' ? String(value) : inspectValue(value)}`;
    default:
      return inspectValue(value);
  }
}

function asString(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return String(value);
  const { toString } = value as { toString?: unknown };
  if (typeof toString === 'function' && toString !== Object.prototype.toString) {
    return String((toString as () => unknown).call(value));
  }
  return inspectValue(value);
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch (error) {
    if (error instanceof TypeError && error.message.includes('circular')) return '[Circular]';
    throw error;
  }
}
