/**
 * Tries the dependencies of a base with real package managers: in a project of each, whose lock file has changed since its first
 * commit, that commit's tree has to get what its own lock file says. Exits 1 when one does not.
 *
 *     node scripts/try-managers.ts          all of them
 *     node scripts/try-managers.ts pnpm     one
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { openBaseTree } from '../src/base-tree/open.ts';

interface Manager {
  /** What to install it from; undefined for the npm that is there. */
  readonly from?: string;
  /** What makes, or renews, lock file and `node_modules`. */
  readonly install: readonly [program: string, ...words: string[]];
  readonly files?: Readonly<Record<string, string>>;
}

const managers: Readonly<Record<string, Manager>> = {
  npm: { install: ['npm', 'install', '--no-audit', '--no-fund'] },
  pnpm: { from: 'pnpm@10', install: ['pnpm', 'install', '--no-frozen-lockfile'] },
  'yarn 1': { from: 'yarn@1', install: ['yarn', 'install', '--non-interactive'] },
  'yarn 4': {
    from: '@yarnpkg/cli-dist@4',
    install: ['yarn', 'install', '--no-immutable'],
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\nenableGlobalCache: false\n' },
  },
};

/** A small package without dependencies, of which there are several versions. */
const dependency = 'is-number';
const versions = { base: '6.0.0', head: '7.0.0' };

const folder = mkdtempSync(join(tmpdir(), 'benchgate-managers-'));
const { PATH: path = '' } = process.env;
const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
// Each has its own name for the registry, and a store of its own. The package managers that the gate starts inherit all of this.
Object.assign(process.env, {
  npm_config_registry: registry,
  YARN_REGISTRY: registry,
  YARN_NPM_REGISTRY_SERVER: registry,
  YARN_CACHE_FOLDER: join(folder, 'yarn-cache'),
  XDG_DATA_HOME: join(folder, 'data'),
  COREPACK_ENABLE_STRICT: '0',
});

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(managers, name));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')} here, only ${Object.keys(managers).join(', ')}.`);
const failures: string[] = [];
try {
  for (const [name, manager] of Object.entries(managers)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    try {
      await tryManager(name, manager);
      console.log(`${name}: the base has ${versions.base}, today ${versions.head}`);
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;

async function tryManager(name: string, { from, install, files = {} }: Manager): Promise<void> {
  const home = join(folder, name.replace(' ', '-'));
  const project = join(home, 'project');
  mkdirSync(project, { recursive: true });
  if (from !== undefined) run(home, 'npm', 'install', '--prefix', join(home, 'tool'), '--no-audit', '--no-fund', from);
  process.env['PATH'] = [join(home, 'tool/node_modules/.bin'), path].join(delimiter);

  run(project, 'git', 'init', '--quiet', '--initial-branch=main');
  write(project, { '.gitignore': 'node_modules\n.yarn\n', ...files });
  for (const version of [versions.base, versions.head]) {
    const manifest = { name: 'app', version: '1.0.0', private: true, dependencies: { [dependency]: version } };
    write(project, { 'package.json': `${JSON.stringify(manifest, null, 2)}\n` });
    run(project, ...install);
    run(project, 'git', 'add', '--all');
    run(
      project,
      'git',
      '-c',
      'user.name=try',
      '-c',
      'user.email=try@localhost',
      'commit',
      '--quiet',
      '--message=change',
    );
  }

  const tree = await openBaseTree({
    root: project,
    revision: 'HEAD~1',
    onProgress: (line) => console.log(`${name}: ${line}`),
  });
  expectSame('how the dependencies came', tree.dependencies, 'installed');
  expectSame('the version of the base', versionIn(tree.root), versions.base);
  expectSame('the version of today', versionIn(project), versions.head);
  expectSame("what changed in the user's tree", run(project, 'git', 'status', '--porcelain').trim(), '');
}

function run(cwd: string, program: string, ...words: readonly string[]): string {
  return execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
}

function versionIn(root: string): string {
  const manifest = readFileSync(join(root, 'node_modules', dependency, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

function expectSame(what: string, found: string, wished: string): void {
  if (found !== wished) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wished)}.`);
}
