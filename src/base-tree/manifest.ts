/** A package.json, as far as it says which dependencies there are. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What changes which packages are installed when no lock file fixes them. */
const sections = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'resolutions',
  'workspaces',
  'pnpm',
];

/** The package.json of a folder; undefined when there is none that can be read. */
export function readManifest(folder: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Its dependencies as a text: equal for two that mean the same packages; undefined without a package.json. */
export function dependenciesOf(folder: string): string | undefined {
  const manifest = readManifest(folder);
  return manifest && JSON.stringify(sections.map((section) => sorted(manifest[section] ?? {})));
}

/** The order of names says nothing; that of a list (workspaces) may. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
