/** Tables of cases: what `each` and `for` are called with. */
import { readName, readRegistration } from './arguments.ts';
import type { Callable } from './callable.ts';
import { formatTitle } from './title.ts';

/** A case of a table, to be registered. */
export interface Case {
  readonly title: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly fn: Callable | undefined;
  /** What `for` gives the function. */
  readonly item: unknown;
  /** What `each` gives it. */
  readonly values: readonly unknown[];
}

type Register = (name: unknown, second: unknown, third: unknown) => void;

/** `each(table)(name, fn)` and `for(table)(name, fn)`: registers every case. */
export function forCases(add: (one: Case) => void): (table: unknown, ...values: readonly unknown[]) => Register {
  return (table, ...values) => {
    const cases = readCases(table, values);
    return (name, second, third) => {
      const { options, fn } = readRegistration(second, third);
      for (const [at, item] of cases.entries()) {
        const title = formatTitle(readName(name), titleValues(item), at);
        add({ title, options, fn, item, values: argumentsOf(cases, at) });
      }
    };
  };
}

/** The cases of a list, or of a template with a header row. */
function readCases(cases: unknown, values: readonly unknown[]): readonly unknown[] {
  const listed = Array.isArray(cases) ? (cases as readonly unknown[]) : [];
  return values.length === 0 ? listed : tableRows(listed as readonly string[], values);
}

/** `a | b | sum` and below it a value for each column. */
function tableRows(texts: readonly string[], values: readonly unknown[]): readonly unknown[] {
  const header = texts.join('').trim().replaceAll(' ', '').split('\n')[0]!.split('|');
  return Array.from({ length: Math.floor(values.length / header.length) }, (_, row) =>
    Object.fromEntries(header.map((column, at) => [column, values[row * header.length + at]])),
  );
}

/** What a case means for the function of `each`: where all cases are lists, their items are its arguments. */
function argumentsOf(cases: readonly unknown[], at: number): readonly unknown[] {
  const item = cases[at];
  return cases.every(Array.isArray) ? (item as readonly unknown[]) : [item];
}

/** The values that a title may name. */
function titleValues(item: unknown): readonly unknown[] {
  return Array.isArray(item) ? (item as readonly unknown[]) : [item];
}
