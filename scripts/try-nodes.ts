/**
 * Tries whether simulations come to the same on every version of Node that is in use: installs each in an empty folder and
 * compares what scripts/fingerprints.ts prints on it. Exits 1 when two differ.
 *
 *     node scripts/try-nodes.ts             the versions below
 *     node scripts/try-nodes.ts 22.18 26    these
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userEnvironment } from './gate/user-environment.ts';

/** Versions that users have, the newest of each line. */
const lines = ['22', '24', '26'];

const folder = mkdtempSync(join(tmpdir(), 'benchgate-nodes-'));
const script = join(import.meta.dirname, 'fingerprints.ts');

/** Installs a version of Node from npm and answers where its program lies. */
function install(version: string): string {
  const at = join(folder, version);
  mkdirSync(at);
  // The package of that name fetches the program in a script of its own, which npm runs only where it is allowed to.
  writeFileSync(join(at, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
  const words = ['install', '--no-package-lock', '--no-audit', '--no-fund', '--silent', `node@${version}`];
  execFileSync('npm', words, { cwd: at, env: userEnvironment(), stdio: 'inherit' });
  return join(at, 'node_modules', '.bin', 'node');
}

function run(node: string, ...words: readonly string[]): string {
  return execFileSync(node, ['--disable-warning=ExperimentalWarning', ...words], {
    env: userEnvironment(),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : lines;
try {
  const known = JSON.parse(run(process.execPath, script)) as Record<string, string>;
  const names = Object.keys(known);
  console.log(`${process.version}: ${names.length} simulations`);
  for (const version of wanted) {
    const node = install(version);
    const found = JSON.parse(run(node, script)) as Record<string, string>;
    const different = names.filter((name) => found[name] !== known[name]);
    console.log(`${run(node, '--version').trim()}: ${different.length === 0 ? 'all the same' : 'different'}`);
    for (const name of different) console.log(`  ${name}\n    ${known[name]}\n    ${found[name]}`);
    if (different.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
