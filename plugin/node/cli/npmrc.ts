/** The line `node-options` of an `.npmrc`. Text in, text out: everything that is not this line stays as it is. */
import { literalFlagOption, literalFlagPattern } from './literal-flag.ts';

/** What became of a settings file. */
export interface SettingsEdit {
  /** The whole file. */
  readonly text: string;
  /** `added`: a line of its own. `merged`: into options of the user's. `updated`: another version's entry was replaced. */
  readonly outcome: 'added' | 'merged' | 'updated' | 'unchanged';
  /** The options of the user's that `merged` found. */
  readonly kept?: string;
}

/** The comment above the line. */
export const settingsComment = 'Lets "vitest bench --compare=NAME" reach benchgate; written by "benchgate init".';

/**
 * The user's own NODE_OPTIONS come last, and without the `?` that newer versions of npm know: where they are not set,
 * npm leaves a bare word, which Node ignores together with all that comes after it. With `${NODE_OPTIONS?}` in front,
 * npm 10 and npm 11 up to 11.5.0 leave that word in front, and Node ignores the import.
 */
export const npmrcLine: string = `node-options=${literalFlagOption} \${NODE_OPTIONS}`;

const entry = /^(\s*node-options\s*=\s*)(["']?)(.*)$/;

/** Puts the line in once; merges it into a `node-options` that is there. */
export function editNpmrc(text: string): SettingsEdit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  const sectionAt = lines.findIndex((line) => /^\s*\[[^\]]*\]\s*$/.test(line));
  const end = sectionAt === -1 ? lines.length : sectionAt;
  // Of several lines npm takes the last one.
  const at = lines.slice(0, end).findLastIndex((line) => entry.test(line));
  if (at === -1) {
    lines.splice(end, 0, `; ${settingsComment}`, npmrcLine);
    return { text: lines.join(newline) + newline, outcome: 'added' };
  }
  const [, before = '', quote = '', value = ''] = entry.exec(lines[at]!)!;
  if (value.includes(literalFlagOption)) return { text, outcome: 'unchanged' };
  if (value.trim() === '') {
    lines[at] = npmrcLine;
    return { text: lines.join(newline) + newline, outcome: 'added' };
  }
  const old = literalFlagPattern.exec(value)?.[0];
  lines[at] =
    old === undefined
      ? `${before}${quote}${literalFlagOption} ${value}`
      : `${before}${quote}${value.replace(old, () => literalFlagOption)}`;
  return {
    text: lines.join(newline) + (text.endsWith('\n') ? newline : ''),
    ...(old === undefined ? { outcome: 'merged', kept: withoutQuote(value, quote) } : { outcome: 'updated' }),
  };
}

function withoutQuote(value: string, quote: string): string {
  const trimmed = value.trim();
  return quote !== '' && trimmed.endsWith(quote) ? trimmed.slice(0, -1).trim() : trimmed;
}
