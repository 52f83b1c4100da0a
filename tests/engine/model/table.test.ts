import { styleText } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderTable, textWidth } from '../../../src/model/table.ts';

describe('renderTable', () => {
  test('aligns columns under their titles, without blanks at the ends of lines', () => {
    expect(
      renderTable({
        columns: [{ title: 'metric' }, { title: 'measured', align: 'right' }, { title: 'note' }],
        rows: [
          ['latency', '1.5 µs', 'a'],
          ['µ×', '12 ms', ''],
          ['n', '3'],
        ],
      }),
    ).toBe(
      [
        'metric   measured  note',
        '-------  --------  ----',
        'latency    1.5 µs  a',
        'µ×          12 ms',
        'n               3',
      ].join('\n'),
    );
  });

  test('a table without rows is its head', () => {
    expect(renderTable({ columns: [{ title: 'a' }, { title: 'bc' }], rows: [] })).toBe('a  bc\n-  --');
  });

  test('a cell stays on its line', () => {
    expect(renderTable({ columns: [{ title: 'a' }], rows: [['one\n  two\tthree']] })).toBe(
      'a\n-------------\none two three',
    );
  });

  test('colours take no room', () => {
    const red = styleText('red', 'no', { validateStream: false });
    const lines = renderTable({
      columns: [{ title: 'a' }, { title: 'b' }],
      rows: [
        [red, 'x'],
        ['yes', 'x'],
      ],
    }).split('\n');
    expect(lines[2]).toBe(`${red}   x`);
    expect(lines[3]).toBe('yes  x');
  });

  test('a row with too many cells is refused', () => {
    expect(() => renderTable({ columns: [{ title: 'a' }], rows: [['1', '2']] })).toThrow(RangeError);
  });

  test('every column starts at the same place in every line', () => {
    const cell = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'µ', '×', 'é', '界', '😀', ' ') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), (rows) => {
        const marked = rows.map(([one, other]) => [one, `|${other}`]);
        const [, ...lines] = renderTable({ columns: [{ title: 'a' }, { title: '|' }], rows: marked }).split('\n');
        const starts = lines.slice(1).map((line) => textWidth(line.slice(0, line.indexOf('|'))));
        expect(new Set(starts).size).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test.each([
  ['µs', 2],
  ['×', 1],
  ['e\u0301', 1],
  ['界', 2],
  ['👩‍👩‍👧', 2],
  ['', 0],
])('%j is %d wide', (text, width) => expect(textWidth(text)).toBe(width));
