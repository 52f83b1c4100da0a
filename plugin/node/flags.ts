/**
 * Benchgate's own flags of the command line. Vitest parses its command line before any plugin is loaded and refuses
 * flags that it does not know, so they are taken out before Vitest starts (`cli/literal-flag.ts`) and left here.
 */
import { GateError } from '../../src/model/errors.ts';

/** What the command line said: names of baselines. */
export interface Flags {
  readonly compare?: string;
  readonly save?: string;
}

/** What lies under the symbol: an empty name is a flag without one; `read` tells the end of the process that a plugin has listened. */
interface LeftFlags {
  compare?: string;
  save?: string;
  read?: boolean;
}

const key: unique symbol = Symbol.for('benchgate.flags');

/**
 * The flags `--compare` and `--save` of this process's command line; each is absent where it was not written.
 *
 * @throws GateError `BAD_OPTION` when a flag stands there without a name
 */
export function readFlags(): Flags {
  const left = (globalThis as { [key]?: LeftFlags })[key];
  if (left === undefined) return {};
  left.read = true;
  const flags: { compare?: string; save?: string } = {};
  for (const name of ['compare', 'save'] as const) {
    const value = left[name];
    if (value === undefined) continue;
    if (value === '') {
      throw new GateError({
        code: 'BAD_OPTION',
        message: `--${name} needs the name of a baseline.`,
        fix: `Write --${name}=NAME, for example --${name}=baseline.`,
      });
    }
    flags[name] = value;
  }
  return flags;
}
