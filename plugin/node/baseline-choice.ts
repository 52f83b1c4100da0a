/** Which baseline a run compares with and which it writes: from the command line, the environment, the options, in this order. */
import { baselineExists, baselineNotFound } from '../../src/baseline/list.ts';
import { checkBaselineName, isBaselineName } from '../../src/baseline/path.ts';
import { GateError } from '../../src/model/errors.ts';
import { textOf } from './environment-text.ts';
import type { Flags } from './flags.ts';

/** The name that is compared with when nobody chose one. */
const defaultBaseline = 'baseline';

/** Where a wish for a baseline can come from, in order of precedence. */
export interface ChoiceSources {
  /** `--compare` and `--save` of the literal command line, or of `benchgate`. */
  readonly flags: Pick<Flags, 'compare' | 'save'>;
  /** The same behind a bare `--`. */
  readonly behindDashes: Pick<Flags, 'compare' | 'save'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Looks a revision of git up, when a name is no baseline. @throws GateError when git knows none of that name either */
  readonly resolveRevision: (name: string) => Promise<string>;
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
  /** The commit that `compare` names, when it is no baseline but a revision of git. */
  readonly revision?: string;
}

/**
 * @throws GateError `BASELINE_NOT_FOUND` when a name was given that is neither a baseline (unless this run writes it) nor a
 *   revision of git, or what git says of a revision that cannot be the name of a baseline
 */
export async function chooseBaseline(sources: ChoiceSources): Promise<BaselineChoice> {
  const { behindDashes } = sources;
  const wished =
    sources.flags.compare ?? behindDashes.compare ?? textOf(sources.env, 'BENCHGATE_COMPARE') ?? sources.option;
  const name = wished === false ? undefined : (wished ?? defaultBaseline);
  const saved =
    sources.flags.save ??
    behindDashes.save ??
    textOf(sources.env, 'BENCHGATE_SAVE') ??
    (sources.update ? (name ?? defaultBaseline) : undefined);

  if (saved !== undefined) checkBaselineName(saved);
  if (wished !== undefined && wished !== false && saved === wished && sources.update)
    await refuseRevision(wished, sources);
  if (name === undefined || (await isBaseline(sources.dir, name))) return { compare: name, save: saved };
  if (wished !== undefined && name !== saved) {
    return { compare: name, save: saved, revision: await revisionNamed(name, sources) };
  }
  return { compare: undefined, save: saved };
}

/** `-u` rewrites what is compared with; of a branch it would make a baseline, which would hide the branch from then on. */
async function refuseRevision(name: string, { dir, resolveRevision }: ChoiceSources): Promise<void> {
  if (await isBaseline(dir, name)) return;
  const commit = await resolveRevision(name).catch(() => undefined);
  if (commit === undefined) return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `-u rewrites the baseline that is compared with, and ${JSON.stringify(name)} is a revision of git.`,
    fix: 'Save what was measured under a name of its own: --save=NAME.',
  });
}

/** What cannot be the name of a baseline, such as `feature/x`, may be a revision all the same. */
async function isBaseline(dir: string, name: string): Promise<boolean> {
  return isBaselineName(name) && (await baselineExists(dir, name));
}

async function revisionNamed(name: string, { dir, resolveRevision }: ChoiceSources): Promise<string> {
  try {
    return await resolveRevision(name);
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    if (isBaselineName(name)) throw withCause(await baselineNotFound(dir, name), error);
    throw error;
  }
}

/** Neither a baseline nor a revision: the first is what most will have meant, the other is said below it. */
function withCause(error: GateError, cause: GateError): GateError {
  const [message, ...fix] = error.message.split('\n');
  return new GateError({
    code: error.code,
    message: `${message!} ${cause.message.split('\n')[0]!}`,
    fix: fix.join('\n'),
    cause,
  });
}
