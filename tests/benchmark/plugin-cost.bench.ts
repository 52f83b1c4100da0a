/**
 * What the plugin costs a run of 8 bench files: CPU time of the whole run (main process and workers) with the built plugin ÷
 * without it, in alternating pairs. Each file has one plain benchmark, of the duration that Vitest gives it by default; what
 * the plugin adds to a file stands beside the ratio, since that hardly depends on how long the benchmarks take.
 */
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { estimatePairedShift } from '../../src/index.ts';
import { createProject, type Project } from '../plugin/project.ts';
import { printRatios, ratioOf, ratioResult } from './rivals/ratio.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const files = 8;
const mostPairs = 20;
const leastPairs = 8;
/** For all pairs: their number is fixed from it before any ratio is known, so that a slow machine has fewer. */
const seconds = 420;

const benchFile = `
  import { test } from 'vitest';
  function work(n) { let sum = 0; for (let i = 0; i < n; i++) sum = (sum * 31 + i) | 0; return sum; }
  test('work', async ({ bench }) => {
    await bench('work', () => work(1000)).run();
  });
`;

describe('plugin', { tags: ['slow'] }, () => {
  test('CPU time of 8 bench files ÷ Vitest without the plugin', { timeout: 900_000 }, async ({ bench }) => {
    using project = createProject({
      ...Object.fromEntries(Array.from({ length: files }, (_, at) => [`file-${at}.bench.js`, benchFile])),
      'with.config.js': `import benchgate from 'benchgate/vitest'; export default { plugins: [benchgate()] };`,
      'without.config.js': 'export default {};',
    });
    install(project);
    const began = performance.now();
    cpuTime(project, 'with');
    cpuTime(project, 'without');
    const pair = (performance.now() - began) / 1000;
    const pairs = Math.max(leastPairs, Math.min(mostPairs, Math.floor(seconds / pair)));
    const withPlugin: number[] = [];
    const without: number[] = [];
    for (let at = 0; at < pairs; at++) {
      if (at % 2 === 0) withPlugin.push(cpuTime(project, 'with'));
      without.push(cpuTime(project, 'without'));
      if (at % 2 === 1) withPlugin.push(cpuTime(project, 'with'));
    }
    const ratio = ratioOf('with the plugin ÷ without', withPlugin, without, 1.05);
    printRatios(`CPU time of a run of ${files} bench files, ${pairs} alternating pairs`, [ratio]);
    const added = estimatePairedShift(
      withPlugin.map((time, at) => (time - without[at]!) / files / 1e6),
      0.95,
    );
    const range = `[${added.lower.toFixed(1)}, ${added.upper.toFixed(1)}]`;
    process.stdout.write(`CPU time added for each file: ${added.estimate.toFixed(1)} ms ${range}\n`);
    await bench.record(ratioResult(ratio));

    expect(ratio.interval[1]).toBeLessThanOrEqual(1.05);
  });
});

/** As npm would: the built package in node_modules, where Vite leaves it alone. */
function install(project: Project): void {
  const built = spawnSync('npm', ['run', 'build'], { cwd: repository, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`npm run build failed:\n${built.stdout}${built.stderr}`);
  const target = join(project.root, 'node_modules/benchgate');
  for (const part of ['dist', 'package.json']) cpSync(join(repository, part), join(target, part), { recursive: true });
}

/** CPU time of a run and all its processes in ns, as the shell counts its children. */
function cpuTime(project: Project, kind: 'with' | 'without'): number {
  const vitest = join(repository, 'node_modules/vitest/vitest.mjs');
  const command = '"$0" "$1" bench --run --config "$2" >/dev/null && times';
  const ran = spawnSync('sh', ['-c', command, process.execPath, vitest, `${kind}.config.js`], {
    cwd: project.root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  const children = ran.stdout.trim().split('\n').at(-1) ?? '';
  const times = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  if (ran.status !== 0 || times.length !== 2)
    throw new Error(`The run ${kind} the plugin failed:\n${ran.stdout}${ran.stderr}`);
  return (times[0]! + times[1]!) * 1e9;
}
