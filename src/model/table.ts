/** Text tables with aligned columns, for terminals, failure messages and log files. */
import { stripVTControlCharacters } from 'node:util';

/** A column of a text table. */
export interface TableColumn {
  readonly title: string;
  /** @default 'left' */
  readonly align?: 'left' | 'right';
}

/** What `renderTable` draws. */
export interface TextTable {
  readonly columns: readonly TableColumn[];
  /** One text for each column, from the left; cells that are left out stay blank. */
  readonly rows: readonly (readonly string[])[];
}

const gap = '  ';

/**
 * Draws a table: titles, a rule of ASCII dashes, rows; columns two blanks apart, no blanks at the ends of lines, no
 * newline at the end. Colours inside cells are kept and take no room.
 *
 * @throws RangeError when a row has more cells than there are columns
 */
export function renderTable({ columns, rows }: TextTable): string {
  const body = rows.map((row) => {
    if (row.length > columns.length) {
      throw new RangeError(`A row has ${row.length} cells, the table has ${columns.length} columns.`);
    }
    return columns.map((_, index) => oneLine(row[index] ?? ''));
  });
  const titles = columns.map((column) => oneLine(column.title));
  const widths = columns.map((_, index) => Math.max(...[titles, ...body].map((row) => textWidth(row[index]!))));
  const rule = widths.map((width) => '-'.repeat(width));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => pad(cell, widths[index]!, columns[index]!.align ?? 'left'))
      .join(gap)
      .trimEnd();
  return [titles, rule, ...body].map(line).join('\n');
}

function pad(cell: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(width - textWidth(cell));
  return align === 'left' ? cell + blanks : blanks + cell;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n\t]+\s*/g, ' ');
}

/** Western letters and signs, one column each: they need no segmenter, which takes milliseconds to make. */
const narrow = /^[\x20-\x7E\xA0-\u02FF]*$/;
let segmenter: Intl.Segmenter | undefined;
/** East Asian wide and full-width letters, and emoji: two columns on a terminal. */
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

/** How many columns a text takes on a terminal: by what a reader sees as one letter, colours not counted. */
export function textWidth(text: string): number {
  const visible = stripVTControlCharacters(text);
  if (narrow.test(visible)) return visible.length;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let width = 0;
  for (const { segment } of segmenter.segment(visible)) width += wide.test(segment) ? 2 : 1;
  return width;
}
