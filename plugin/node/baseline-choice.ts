/** Which baseline a run compares with and which it writes: from the command line, the environment, the options, in this order. */
import { baselineExists, baselineNotFound } from '../../src/baseline/list.ts';
import { checkBaselineName } from '../../src/baseline/path.ts';
import { GateError } from '../../src/model/errors.ts';
import { suggest } from '../../src/model/suggest.ts';

/** The name that is compared with when nobody chose one. */
const defaultBaseline = 'baseline';

/** Where a wish for a baseline can come from, in order of precedence. */
export interface ChoiceSources {
  /** `--compare` and `--save` of the literal command line, or of `benchgate`. */
  readonly flags: { readonly compare?: string; readonly save?: string };
  /** The words behind a bare `--`. */
  readonly passedThrough: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The plugin's option `compare`. */
  readonly option: string | false | undefined;
  /** `-u`. */
  readonly update: boolean;
  /** Folder of the baselines, absolute. */
  readonly dir: string;
}

/** What was chosen. */
export interface BaselineChoice {
  readonly compare: string | undefined;
  readonly save: string | undefined;
}

/**
 * @throws GateError `BASELINE_NOT_FOUND` when a name was given that is no baseline (unless this run writes it),
 *   `BAD_OPTION` when what stands behind `--` is not understood
 */
export async function chooseBaseline(sources: ChoiceSources): Promise<BaselineChoice> {
  const behindDashes = readPassedThrough(sources.passedThrough);
  const wished =
    sources.flags.compare ?? behindDashes.compare ?? nonEmpty(sources.env['BENCHGATE_COMPARE']) ?? sources.option;
  const name = wished === false ? undefined : (wished ?? defaultBaseline);
  const saved =
    sources.flags.save ??
    behindDashes.save ??
    nonEmpty(sources.env['BENCHGATE_SAVE']) ??
    (sources.update ? (name ?? defaultBaseline) : undefined);

  if (name !== undefined) checkBaselineName(name);
  if (saved !== undefined) checkBaselineName(saved);
  if (name === undefined || (await baselineExists(sources.dir, name))) return { compare: name, save: saved };
  if (wished !== undefined && name !== saved) throw await baselineNotFound(sources.dir, name);
  return { compare: undefined, save: saved };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

function readPassedThrough(words: readonly string[]): { compare?: string; save?: string } {
  const found: { compare?: string; save?: string } = {};
  for (let at = 0; at < words.length; at++) {
    const match = /^--(compare|save)(?:=(.*))?$/.exec(words[at]!);
    if (!match) {
      refuseTypo(words[at]!);
      continue;
    }
    const flag = match[1] as 'compare' | 'save';
    const value = match[2] ?? words[++at];
    if (value === undefined || value === '' || value.startsWith('-')) {
      throw new GateError({
        code: 'BAD_OPTION',
        message: `--${flag} needs the name of a baseline.`,
        fix: `Write --${flag}=NAME.`,
      });
    }
    found[flag] = value;
  }
  return found;
}

/** Words behind `--` may be meant for others; one that is nearly ours is not. */
function refuseTypo(word: string): void {
  const name = /^--([^=]+)/.exec(word)?.[1];
  const meant = name === undefined ? '' : suggest(name, ['compare', 'save']);
  if (meant === '') return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `Unknown option ${JSON.stringify(word)} behind "--".${meant}`,
    fix: 'Benchgate takes --compare=NAME and --save=NAME there.',
  });
}
