/** Compares a printed text with one that was printed on another day: by its words, not by its figures. */
import { efficiencyBands, strategyNames } from '../../src/index.ts';

const number = String.raw`(?<![\w.,])[+-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)`;
const unit = String.raw`(?: ?(?:ns|µs|ms|s|B|kB|MB|GB|%|x|tasks\/s|ops\/s)(?![\w/]))?`;
/** The first digits of a commit. */
const commit = /\b[0-9a-f]{7}\b/g;
const figure = new RegExp(number + unit, 'g');
const strategy = new RegExp(String.raw`\b(?:${strategyNames.join('|')})\b`, 'g');

const band = new RegExp(String.raw`\b(?:${efficiencyBands.map(({ name }) => name).join('|')})$`);
/** The figures over time, as bars. */
const bars = /[▁▂▃▄▅▆▇█]+(?: +[▁▂▃▄▅▆▇█]+)*/g;
/** What stands in a line of a chart. */
const marks = /\|[ ·●○-]*$/;

/** A line without its figures and the width of its columns; strategies change places, and so do reasons and the marks of charts. */
function maskLine(line: string): string {
  return (
    line
      .replace(/^Bend: .*/, 'Bend:')
      // Whether it is one number of workers, several or none is what the machine decides.
      .replace(/(enough: within 5 % of the most) .*/, '$1')
      .replace(marks, '|')
      .replace(/ *○ more workers than cores/, '')
      .replace(band, 'BAND')
      .replaceAll(bars, 'BARS')
      .replaceAll(strategy, 'STRATEGY')
      .replaceAll(commit, 'COMMIT')
      .replaceAll(figure, '#')
      .replaceAll(/^( *#)[=*] /g, '$1 ')
      .replaceAll(/[-⎯]{2,}/g, '--')
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}

/**
 * The lines of a text that was shown which another printing of it does not have, in this order. `…` alone on a line
 * stands for lines that were left out.
 */
export function missingLines(shown: string, printed: string): readonly string[] {
  const lines = printed.split('\n').map(maskLine);
  let at = 0;
  return shown.split('\n').filter((line) => {
    const wanted = maskLine(line);
    if (wanted === '' || wanted === '…') return false;
    const found = lines.indexOf(wanted, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}
