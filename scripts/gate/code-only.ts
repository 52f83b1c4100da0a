/** What a file does, for hashes: recordings stay what they are when somebody mends a comment. */
import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

/** The text of a script without its comments, and with one space for all white space. */
export function codeOnly(file: string): string {
  const text = readFileSync(file, 'utf8');
  let code = '';
  let from = 0;
  for (const { start, end } of parseSync(file, text).comments) {
    code += text.slice(from, start);
    from = end;
  }
  return (code + text.slice(from)).replaceAll(/\s+/g, ' ').trim();
}
