/** `benchgate init`: makes the literal `vitest bench --compare=NAME` work in a project. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CAC } from 'cac';
import writeFileAtomic from 'write-file-atomic';
import { GateError } from '../../../src/model/errors.ts';
import { suggest } from '../../../src/model/suggest.ts';
import { editNpmrc, type SettingsEdit } from './npmrc.ts';
import { editPnpmWorkspace } from './pnpm-workspace.ts';
import { findProjectRoot, type PackageManager } from './project-root.ts';

interface SettingsFile {
  readonly name: string;
  readonly setting: string;
  readonly edit: (text: string) => SettingsEdit;
  readonly example: string;
}

const settingsFiles: Readonly<Partial<Record<PackageManager, SettingsFile>>> = {
  npm: { name: '.npmrc', setting: 'node-options', edit: editNpmrc, example: 'npx vitest bench --compare=baseline' },
  pnpm: {
    name: 'pnpm-workspace.yaml',
    setting: 'nodeOptions',
    edit: editPnpmWorkspace,
    example: 'pnpm vitest bench --compare=baseline',
  },
};

/** Adds the command to the command line. */
export function addInitCommand(cli: CAC): void {
  cli
    .command('init', 'Make "vitest bench --compare=NAME" work in this project (.npmrc or pnpm-workspace.yaml)')
    .option('--manager <name>', 'The package manager, npm or pnpm (default: found by packageManager and lock file)')
    .example((name) => `  $ ${name} init`)
    .example((name) => `  $ ${name} init --manager pnpm`)
    .action(async ({ manager }: { manager?: string | number }) => {
      console.log(await initProject(process.cwd(), manager?.toString()));
    });
}

/**
 * Writes the setting, once.
 *
 * @param wanted the package manager that the user named
 * @returns what was done, in sentences
 * @throws GateError `BAD_OPTION`, `UNSUPPORTED` when nothing can be written for the package manager or into the file
 */
async function initProject(from: string, wanted?: string): Promise<string> {
  const root = findProjectRoot(from, process.env['npm_config_user_agent']);
  const manager = wanted ?? root.manager;
  const settings = Object.hasOwn(settingsFiles, manager) ? settingsFiles[manager as PackageManager] : undefined;
  if (settings === undefined) throw noSettings(manager, wanted !== undefined);
  const path = join(root.folder, settings.name);
  const before = await readOrEmpty(path);
  const edit = settings.edit(before);
  if (edit.text !== before) await write(path, edit.text);
  return describe(edit, path, settings);
}

function describe({ outcome, kept }: SettingsEdit, path: string, { setting, example }: SettingsFile): string {
  const now = `This works now: ${example}`;
  switch (outcome) {
    case 'unchanged':
      return `${path} has the setting already; nothing was changed.\n${now}`;
    case 'updated':
      return `Brought benchgate's part of ${setting} in ${path} up to date.\n${now}`;
    case 'added':
      return `Added ${setting} to ${path}; a NODE_OPTIONS of your own stays in force.\n${now}`;
    case 'merged': {
      const overruled = /\$\{NODE_OPTIONS\b/.test(kept ?? '')
        ? ''
        : `\nAs before, this setting takes the place of NODE_OPTIONS in the environment.`;
      return `Added benchgate's part to your ${setting} in ${path}; your own options stay: ${kept}${overruled}\n${now}`;
    }
  }
}

function noSettings(manager: string, wanted: boolean): GateError {
  const known = Object.keys(settingsFiles);
  if (wanted && manager !== 'yarn' && manager !== 'bun') {
    return new GateError({
      code: 'BAD_OPTION',
      message: `--manager: unknown package manager ${JSON.stringify(manager)}.${suggest(manager, known)}`,
      fix: `Write one of ${known.join(', ')}.`,
    });
  }
  return new GateError({
    code: 'UNSUPPORTED',
    message: `For ${manager} there is no setting that benchgate could write; nothing was changed.`,
    fix: `Run the benchmarks with "${manager} benchgate --compare=NAME", which needs no setting.`,
  });
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw unusable(path, error);
  }
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFileAtomic(path, text);
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, cause: unknown): GateError {
  return new GateError({
    code: 'UNSUPPORTED',
    message: `${path} cannot be read and written: ${cause instanceof Error ? cause.message : String(cause)}`,
    fix: 'Make it readable and writable for you, then run this again.',
    cause,
  });
}
