/** A run that is interrupted or killed leaves no process, no lock and no folder behind. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGitProject, type GitProject, quickConfig, short } from './git-project.ts';
import { processesOf, startBench, until } from './started.ts';

/** A project whose base never comes back from a benchmark: it hangs in a loop, where no signal is listened to. */
function createHanging(test_ = ''): GitProject {
  const project = createGitProject({ 'vitest.config.ts': quickConfig('', test_) });
  project.commit({
    'a.bench.ts': `import { test } from 'vitest';
      import { note } from './note.mjs';
      import { fn } from './fn.ts';
      test('t', async ({ bench }) => { await bench('b', () => fn(note)).run(${short}); });
    `,
    'fn.ts': "export const fn = (note) => { note('hangs'); process.on('SIGINT', () => undefined); for (;;) {} };\n",
  });
  project.write({ 'fn.ts': 'export const fn = (note) => 1;\n' });
  return project;
}

const isHanging = (project: GitProject) => (): boolean => {
  try {
    return project.read('notes.jsonl').includes('hangs');
  } catch {
    return false;
  }
};

const locks = (project: GitProject): readonly string[] => [
  ...readdirSync(join(project.root, '.git', 'benchgate', 'trees')).filter((name) => name.startsWith('lock')),
  ...project
    .git('worktree', 'list', '--porcelain')
    .split('\n')
    .filter((line) => line.startsWith('locked')),
];

const folders = (temporary: string): readonly string[] =>
  readdirSync(temporary).filter((name) => name.startsWith('benchgate'));

describe.runIf(process.platform === 'linux').concurrent('while a measuring process hangs', () => {
  test('ctrl-C ends all of it', { timeout: 60_000 }, async () => {
    using project = createHanging();
    const run = startBench(project, 'HEAD');
    await until('the base hangs', isHanging(project));
    process.kill(-run.child.pid!, 'SIGINT');
    await run.ended;
    await until('its processes have ended', () => processesOf(project).size === 0);
    expect(folders(run.temporary)).toStrictEqual([]);
    expect(locks(project)).toStrictEqual([]);
  });

  test.each(['forks', 'threads'])('kill -9 of Vitest ends all of it: %s', { timeout: 60_000 }, async (pool) => {
    using project = createHanging(`pool: '${pool}'`);
    const run = startBench(project, 'HEAD');
    await until('the base hangs', isHanging(project));
    const hanging = [...processesOf(project)].filter(([, words]) => words.includes('twins/host/main'));
    expect(hanging).toHaveLength(1);
    run.child.kill('SIGKILL');
    await run.ended;
    await until('its processes have ended', () => processesOf(project).size === 0);
    expect(locks(project)).toStrictEqual([]);

    // What a killed run could not remove, the next one does.
    expect(folders(run.temporary)).toHaveLength(1);
    project.git('commit', '--quiet', '--all', '--message=mended');
    const next = startBench(project, 'HEAD');
    await next.ended;
    expect(next.text()).toContain(' 1 inconclusive, ');
    expect(folders(run.temporary)).toStrictEqual([]);
  });
});
