/** Which baselines there are. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { GateError } from '../model/errors.ts';
import { suggest } from '../model/suggest.ts';
import { isMissing } from './missing.ts';
import { checkBaselineName } from './path.ts';

/** The names of all baselines in a folder, sorted; none when there is no such folder. A folder without a file is none. */
export async function listBaselines(dir: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entries(dir)) {
    if (entry.isDirectory() && isName(entry.name) && (await listBaselineFiles(dir, entry.name)).length > 0) {
      found.push(entry.name);
    }
  }
  return found.sort();
}

/** Whether a baseline of this name has at least one file. @throws GateError `BAD_OPTION` for what is no name */
export async function baselineExists(dir: string, name: string): Promise<boolean> {
  return (await listBaselineFiles(dir, name)).length > 0;
}

/**
 * The bench files that a baseline keeps results of, as paths from the root with `/`, sorted.
 *
 * @throws GateError `BAD_OPTION` for what is no name
 */
export async function listBaselineFiles(dir: string, name: string): Promise<string[]> {
  const base = path.join(dir, checkBaselineName(name));
  const found = await entries(base, true);
  return found
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => path.relative(base, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** The error for a name that resolves to nothing: it lists the names that there are. */
export async function baselineNotFound(dir: string, name: string): Promise<GateError> {
  const names = await listBaselines(dir);
  return new GateError({
    code: 'BASELINE_NOT_FOUND',
    message: `There is no baseline named ${JSON.stringify(name)} in ${dir}.${suggest(name, names)}`,
    fix:
      names.length === 0
        ? `There are none yet: save one with --save=${isName(name) ? name : 'baseline'}.`
        : `There are: ${names.join(', ')}. Compare with one of them${isName(name) ? `, or save this one with --save=${name}` : ''}.`,
  });
}

function isName(name: string): boolean {
  try {
    checkBaselineName(name);
    return true;
  } catch {
    return false;
  }
}

async function entries(dir: string, recursive = false): Promise<import('node:fs').Dirent[]> {
  try {
    return await readdir(dir, { withFileTypes: true, recursive });
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw new GateError({
      code: 'BAD_BASELINE',
      message: `The folder of baselines ${dir} cannot be read: ${(cause as Error).message}.`,
      fix: 'Make it a readable folder, or name another one in the option baselines of the plugin.',
      cause,
    });
  }
}
