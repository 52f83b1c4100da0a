/** Benchgate's flags behind a bare `--`: `vitest bench -- --compare=baseline`. */
import { GateError } from '../../src/model/errors.ts';
import { suggest } from '../../src/model/suggest.ts';
import { type Flags, missingValue } from './flags.ts';

/** @throws GateError `BAD_OPTION` when a flag stands there without its value, or nearly stands there */
export function readPassedThrough(words: readonly string[]): Flags {
  const found: { compare?: string; save?: string; budget?: string } = {};
  for (let at = 0; at < words.length; at++) {
    const match = /^--(compare|save|budget)(?:=(.*))?$/.exec(words[at]!);
    if (!match) {
      refuseTypo(words[at]!);
      continue;
    }
    const flag = match[1] as keyof Flags;
    const value = match[2] ?? words[++at];
    if (value === undefined || value === '' || value.startsWith('-')) throw missingValue(flag);
    found[flag] = value;
  }
  return found;
}

/** Words behind `--` may be meant for others; one that is nearly ours is not. */
function refuseTypo(word: string): void {
  const name = /^--([^=]+)/.exec(word)?.[1];
  const meant = name === undefined ? '' : suggest(name, ['compare', 'save', 'budget']);
  if (meant === '') return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `Unknown option ${JSON.stringify(word)} behind "--".${meant}`,
    fix: 'Benchgate takes --compare=NAME, --save=NAME and --budget=DURATION there.',
  });
}
