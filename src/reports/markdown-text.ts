/** Any text as literal text of GitHub's Markdown. */
import { stripVTControlCharacters } from 'node:util';

/** What could begin anything in Markdown, HTML, a table or GitHub's own additions (mathematics, emoji, references). */
const signs = /[&<>"`*_[\]{}#|~$\\]|:(?=\S)|(?<=\bwww)\./gi;
/** Controls, and the marks that turn the direction of the text after them. */
const unseen = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * One line that shows as it is written, wherever it stands: in a cell, a list or a summary. Signs become references to
 * characters, which Markdown never takes for its own.
 *
 * @param longest how many characters are kept; what was cut is marked
 */
export function markdownText(text: string, longest = 500): string {
  const line = stripVTControlCharacters(text).replaceAll(/\s+/g, ' ').trim().replaceAll(unseen, '\uFFFD');
  return cut(line, longest).replaceAll(signs, (sign) => `&#${sign.codePointAt(0)!};`);
}

/** By whole code points: half of one would show as a sign of its own. */
function cut(line: string, longest: number): string {
  if (line.length <= longest) return line;
  const letters = Array.from(line);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
}

/** A name, set in code type. */
export function markdownName(name: string): string {
  return `<code>${markdownText(name, 200)}</code>`;
}
