import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdownText } from '../../../src/reports/markdown-text.ts';

/** What a reader of the Markdown sees: references to characters resolved. */
function shown(markdown: string): string {
  return markdown.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

const signs = fc.constantFrom(...Array.from('|`<>&#*_[]{}~$\\"\'!:.w\n\t \u202E\u0007aé😀'));
const texts = fc.oneof(fc.string({ unit: signs }), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

test('whatever the text, it is one line without any sign that means something', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const markdown = markdownText(text);
      expect(markdown).not.toMatch(/[<>"`*_[\]{}|~$\\]|&(?!#\d+;)|(?<!&)#|\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
      expect(markdown).not.toMatch(/:\S|\bwww\./i);
    }),
  );
});

test('and shows what was written', () => {
  const printable = fc.string({ unit: fc.constantFrom(...Array.from('|`<>&#*_[]{}~$\\"\'!:.waé😀')) });
  fc.assert(
    fc.property(printable, (text) => {
      expect(shown(markdownText(text))).toBe(text);
    }),
  );
  expect(markdownText('  two\r\n\tlines ')).toBe('two lines');
  expect(markdownText('\u001B[31mred\u001B[0m')).toBe('red');
  expect(markdownText('CPU: a, then b')).toBe('CPU: a, then b');
});

test('is cut at whole characters', () => {
  expect(markdownText('😀😀😀', 2)).toBe('😀…');
  expect(markdownText('😀😀', 2)).toBe('😀😀');
});
