/** Names of baselines, and where their files lie. */
import path from 'node:path';
import { GateError } from '../model/errors.ts';

const pattern = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/;
/** Names that Windows keeps for devices, whatever extension follows. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * Checks the name of a baseline: letters, digits, `.`, `_` and `-`, beginning with a letter or digit, at most 100 characters,
 * a folder name on every operating system. No slashes: a baseline named `a` with a bench file `b/c` and one named
 * `a/b` with a bench file `c` would be one file; and `feature/x` stays free to mean a git revision.
 *
 * @throws GateError `BAD_OPTION`
 */
export function checkBaselineName(name: string): string {
  if (isBaselineName(name)) return name;
  const cleaned = name
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[^A-Za-z0-9]+|[.-]+$/g, '')
    .slice(0, 100);
  const example = isBaselineName(cleaned) ? cleaned : 'baseline';
  throw new GateError({
    code: 'BAD_OPTION',
    message: `${JSON.stringify(name)} cannot be the name of a baseline.`,
    fix: `A name is a folder on every operating system: 1 to 100 letters, digits, ".", "_" or "-", beginning with a letter or a digit, for example "${example}".`,
  });
}

/** Whether `checkBaselineName` takes it. */
export function isBaselineName(name: string): boolean {
  return pattern.test(name) && !device.test(name);
}

/**
 * The file that keeps a bench file's results: `<dir>/<name>/<bench file from root>.json`.
 *
 * @param dir the folder of all baselines
 * @param benchFile path of the bench file from the root of the project
 * @throws GateError `BAD_OPTION` when the name is none, or the bench file lies outside of the root
 */
export function baselineFilePath(dir: string, name: string, benchFile: string): string {
  checkBaselineName(name);
  const parts = (path.sep === '\\' ? benchFile.replaceAll('\\', '/') : benchFile).split('/');
  const outside =
    path.isAbsolute(benchFile) || benchFile.includes('\0') || parts.some((part) => ['', '.', '..'].includes(part));
  if (outside) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `The bench file ${JSON.stringify(benchFile)} is not a path inside the root, so that its baseline has no place.`,
      fix: 'Set "root" in vitest.config.ts to a folder that holds all bench files.',
    });
  }
  return `${path.join(dir, name, ...parts)}.json`;
}
