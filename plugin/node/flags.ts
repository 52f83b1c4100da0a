/**
 * Benchgate's own flags of the command line. Vitest parses its command line before any plugin is loaded and refuses
 * flags that it does not know, so they are taken out before Vitest starts (`cli/literal-flag.ts`) and left here.
 */
import { GateError } from '../../src/model/errors.ts';

/** What the command line said: names of baselines, and how long the code may be measured. */
export interface Flags {
  readonly compare?: string;
  readonly save?: string;
  readonly budget?: string;
}

/** What lies under the symbol: an empty name is a flag without one; `read` tells the end of the process that a plugin has listened. */
interface LeftFlags {
  compare?: string;
  save?: string;
  budget?: string;
  read?: boolean;
}

const key: unique symbol = Symbol.for('benchgate.flags');

/**
 * The flags `--compare`, `--save` and `--budget` of this process's command line; each is absent where it was not written.
 *
 * @throws GateError `BAD_OPTION` when a flag stands there without its value
 */
export function readFlags(): Flags {
  const left = (globalThis as { [key]?: LeftFlags })[key];
  if (left === undefined) return {};
  left.read = true;
  const flags: { compare?: string; save?: string; budget?: string } = {};
  for (const name of ['compare', 'save', 'budget'] as const) {
    const value = left[name];
    if (value === undefined) continue;
    if (value === '') {
      throw missingValue(name);
    }
    flags[name] = value;
  }
  return flags;
}

/** The error for a flag without its value. */
export function missingValue(name: keyof Flags): GateError {
  const [what, form, example] =
    name === 'budget' ? ['a duration', 'DURATION', '60s'] : ['the name of a baseline', 'NAME', 'baseline'];
  return new GateError({
    code: 'BAD_OPTION',
    message: `--${name} needs ${what}.`,
    fix: `Write --${name}=${form}, for example --${name}=${example}.`,
  });
}
