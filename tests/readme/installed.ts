/** A user's project with benchgate installed in it as npm does that, in which commands run as in a terminal. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { createProject, type Project } from '../plugin/project.ts';

const repository = join(import.meta.dirname, '../..');

interface Manifest {
  readonly files: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<'.', { readonly default: string }>>;
}

/** A command that has ended. */
export interface Ended {
  readonly code: number | null;
  /** Standard output. */
  readonly output: string;
  /** Standard output and error, without colours. */
  readonly text: string;
}

/** A project with the package in its `node_modules`. Everything else is found in the repository's. */
export function createInstalledProject(): Project {
  const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as Manifest;
  buildIfStale(manifest);
  const project = createProject({});
  const modules = join(project.root, 'node_modules');
  const installed = join(modules, 'benchgate');
  for (const part of [...manifest.files, 'package.json']) {
    cpSync(join(repository, part), join(installed, part), { recursive: true });
  }
  mkdirSync(join(modules, '.bin'));
  for (const [name, path] of Object.entries(manifest.bin)) {
    chmodSync(join(installed, path), 0o755);
    symlinkSync(relative(join(modules, '.bin'), join(installed, path)), join(modules, '.bin', name));
  }
  return project;
}

/** Runs a line of a shell in a folder, as a user's terminal does; nothing is fetched from a registry. */
export function runLine(cwd: string, line: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(line, { cwd, shell: true, env: userEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      output += part;
      text += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output: stripVTControlCharacters(output), text: stripVTControlCharacters(text) });
    });
  });
}

/** The environment without what this test run and the npm around it put there. */
function userEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(?:npm_|vitest|benchgate_|github_|(?:ci|node_options|node_env|test|mode|prod|dev|ssr|base_url|force_color)$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1', npm_config_offline: 'true' };
}

/** Builds the package when a source is newer than what was built of it. */
function buildIfStale(manifest: Manifest): void {
  const built = join(repository, manifest.exports['.'].default);
  const sources = ['src', 'plugin'].flatMap((folder) => timesIn(join(repository, folder)));
  if (existsSync(built) && Math.max(...sources) < statSync(built).mtimeMs) return;
  const npm = process.env['npm_execpath'];
  const [command, words] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  execFileSync(command, [...words, 'run', 'build'], {
    cwd: repository,
    env: userEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function timesIn(folder: string): number[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
}
