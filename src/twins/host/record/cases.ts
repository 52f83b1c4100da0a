/** Tables of cases: what `each` and `for` are called with. */

/** The cases of a list, or of a template with a header row. */
export function readCases(cases: unknown, values: readonly unknown[]): readonly unknown[] {
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
export function argumentsOf(cases: readonly unknown[], at: number): readonly unknown[] {
  const item = cases[at];
  return cases.every(Array.isArray) ? (item as readonly unknown[]) : [item];
}

/** The values that a title may name. */
export function titleValues(item: unknown): readonly unknown[] {
  return Array.isArray(item) ? (item as readonly unknown[]) : [item];
}
