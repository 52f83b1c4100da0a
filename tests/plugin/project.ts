/** A real project in a folder of its own, on which real Vitest runs with the plugin from the source tree. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const work = join(repository, 'tests/plugin/.work');

/** What a run printed and how it ended. */
export interface Ran {
  readonly code: number | null;
  /** Standard output and error in the order of their arrival, without colours. */
  readonly text: string;
  /** Standard output alone. */
  readonly output: string;
  /** Standard error alone. */
  readonly errors: string;
}

/** A project that a test may run, change, and run again. Removed at the end of its `using` block. */
export interface Project extends Disposable {
  readonly root: string;
  write(files: Readonly<Record<string, string>>): void;
  read(file: string): string;
  /** `vitest bench …` unless the first word is another of Vitest's commands. */
  vitest(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
}

/** The config of a project: the plugin with these options (source text), and further members of `test`. */
export function config(options = '', test = ''): string {
  return `
    import { defineConfig } from 'vitest/config';
    import benchgate from '${relativeToWork('plugin/index.ts')}';
    export default defineConfig({ plugins: [benchgate(${options})], test: { ${test} } });
  `;
}

/** The path of a file of the repository as a project imports it. */
export function relativeToWork(file: string): string {
  return relative(join(work, 'project'), join(repository, file));
}

/** Makes a project of these files; without a config among them it gets the plugin with its defaults. */
export function createProject(files: Readonly<Record<string, string>>): Project {
  mkdirSync(work, { recursive: true });
  const root = mkdtempSync(join(work, 'p-'));
  const project: Project = {
    root,
    write(more) {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
    },
    read: (file) => readFileSync(join(root, file), 'utf8'),
    vitest: (words, env = {}) => {
      const command = ['run', 'list', 'watch'].includes(words[0] ?? '') ? words : ['bench', '--run', ...words];
      return run(root, ['node_modules/vitest/vitest.mjs', ...command], env);
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
  project.write({ 'package.json': '{ "type": "module" }', 'vitest.config.ts': config(), ...files });
  return project;
}

/** Runs a program of the repository with this Node, in a folder, until it ends. */
function run(cwd: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const [program, ...rest] = words;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(repository, program!), ...rest], {
      cwd,
      env: { ...cleanEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const parts: { readonly from: 'output' | 'errors'; readonly part: string }[] = [];
    child.stdout.on('data', (chunk: Buffer) => parts.push({ from: 'output', part: chunk.toString() }));
    child.stderr.on('data', (chunk: Buffer) => parts.push({ from: 'errors', part: chunk.toString() }));
    const text = (from?: string): string =>
      stripVTControlCharacters(
        parts
          .filter((one) => from === undefined || one.from === from)
          .map(({ part }) => part)
          .join(''),
      );
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, text: text(), output: text('output'), errors: text('errors') }));
  });
}

/** The environment without what this test run put there. */
function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(VITEST|BENCHGATE|CI$|GITHUB_|NODE_OPTIONS$|NODE_ENV$|TEST$|MODE$|PROD$|DEV$|SSR$|BASE_URL$|FORCE_COLOR$)/.test(
        name,
      ),
  );
  return { ...Object.fromEntries(kept as [string, string][]), NO_COLOR: '1' };
}
