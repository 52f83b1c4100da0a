/** The setting `nodeOptions` of a `pnpm-workspace.yaml`. Text in, text out: everything else stays as it is. */
import { GateError } from '../../../src/model/errors.ts';
import { literalFlagOption, literalFlagPattern } from './literal-flag.ts';
import { settingsComment, type SettingsEdit } from './npmrc.ts';

/** The blank as a fallback is for pnpm 10, which refuses to start on an empty one. */
export const pnpmLine: string = `nodeOptions: '\${NODE_OPTIONS:- } ${literalFlagOption}'`;

const entry = /^nodeOptions[ \t]*:(?:[ \t]+(.*))?$/;

/**
 * Puts the line in once; merges it into a `nodeOptions` that is there.
 *
 * @throws GateError `UNSUPPORTED` when the setting that is there is written in a way that is not safe to edit
 */
export function editPnpmWorkspace(text: string): SettingsEdit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  const at = lines.findIndex((line) => entry.test(line));
  if (at === -1) {
    lines.push(`# ${settingsComment}`, pnpmLine);
    return { text: lines.join(newline) + newline, outcome: 'added' };
  }
  const value = entry.exec(lines[at]!)![1] ?? '';
  if (value.includes(literalFlagOption)) return { text, outcome: 'unchanged' };
  const scalar = readScalar(value, lines[at + 1]);
  const old = literalFlagPattern.exec(scalar.content)?.[0];
  const content =
    old === undefined ? `${literalFlagOption} ${scalar.content}` : scalar.content.replace(old, () => literalFlagOption);
  lines[at] = `nodeOptions: ${scalar.quote}${content}${scalar.quote}${scalar.comment}`;
  return {
    text: lines.join(newline) + (text.endsWith('\n') ? newline : ''),
    ...(old === undefined ? { outcome: 'merged', kept: scalar.content } : { outcome: 'updated' }),
  };
}

interface Scalar {
  readonly quote: string;
  /** As it stands between the quotes. */
  readonly content: string;
  readonly comment: string;
}

/** Scalars of one line; a plain one is quoted from now on. */
function readScalar(value: string, nextLine: string | undefined): Scalar {
  const continued = nextLine !== undefined && /^[ \t]+[^#\s]/.test(nextLine);
  const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(\s*(?:\s#.*)?)$/.exec(value);
  if (quoted && !continued) {
    return { quote: quoted[1]![0]!, content: quoted[1]!.slice(1, -1), comment: quoted[2]! };
  }
  const plain = /^([^\s"'|>&*!%@`{[#].*?)(\s*(?:\s#.*)?)$/.exec(value);
  if (plain && !continued) {
    return { quote: "'", content: plain[1]!.replaceAll("'", "''"), comment: plain[2]! };
  }
  throw new GateError({
    code: 'UNSUPPORTED',
    message: 'The setting nodeOptions in pnpm-workspace.yaml is not written on one line, so it was left alone.',
    fix: `Add this to it yourself: ${literalFlagOption}`,
  });
}
