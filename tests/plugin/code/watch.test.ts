/** In watch mode every run measures the code as it is by then, and keeps nothing of the runs before. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createGitProject, quickConfig, short } from './git-project.ts';
import { startBench, until } from './started.ts';

test('today is what it is by now; a base that is gone is not compared with', { timeout: 90_000 }, async () => {
  using project = createGitProject({ 'vitest.config.ts': quickConfig() });
  const side = (name: string): void => project.write({ 'side.ts': `export const side = '${name}';\n` });
  side('base');
  project.commit({
    'a.bench.ts': `import { test } from 'vitest';
      import { note } from './note.mjs';
      import { side } from './side.ts';
      test('t', async ({ bench }) => { note({ side }); await bench('b', () => side.length).run(${short}); });
    `,
  });
  project.git('branch', 'base');
  const run = startBench(project, 'base', '--watch');
  let from = 0;
  /** Waits until a run that follows a change has ended, and answers what it measured outside of Vitest. */
  const after = async (change: () => void): Promise<{ readonly text: string; readonly sides: readonly string[] }> => {
    from = run.text().length;
    project.write({ 'notes.jsonl': '' });
    change();
    await until('the run has ended', () => /waiting for file changes/i.test(run.text().slice(from)));
    const notes = project.read('notes.jsonl').trim().split('\n');
    const noted = notes.map((line) => JSON.parse(line) as { pid: number; values: { side: string } });
    const outside = noted.filter(({ pid }) => pid !== noted[0]!.pid).map(({ values }) => values.side);
    return { text: run.text().slice(from), sides: [...new Set(outside)].sort() };
  };
  const folders = (): readonly string[] =>
    readdirSync(run.temporary).filter((name) => name.startsWith('benchgate-run-'));
  try {
    await after(() => undefined);
    for (const name of ['second', 'third']) {
      expect((await after(() => side(name))).sides).toStrictEqual(['base', name]);
      expect(folders()).toHaveLength(1);
    }
    project.git('branch', '--move', 'base', 'gone');
    const without = await after(() => side('fourth'));
    expect(without.text).toMatch(/no commit "base"/);
    expect(without.sides).toStrictEqual([]);
    expect(without.text).not.toMatch(/ new|judged/);
    expect(folders()).toStrictEqual([]);
    project.git('branch', '--move', 'gone', 'base');
    expect((await after(() => side('fifth'))).sides).toStrictEqual(['base', 'fifth']);
  } finally {
    run.child.kill('SIGINT');
    await run.ended;
  }
  expect(folders()).toStrictEqual([]);
});
