import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readRevision } from '../../../src/measurement/revision.ts';

function folder(): string {
  const root = mkdtempSync(join(tmpdir(), 'benchgate-revision-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

/** A repository with one commit. */
function repository(): string {
  const root = folder();
  const git = (...words: string[]): void => {
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...words], { cwd: root });
  };
  git('init', '--quiet');
  writeFileSync(join(root, 'code.ts'), 'export const one = 1;\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'one');
  return root;
}

test('a clean tree has a commit and is not dirty', async () => {
  const root = repository();
  const revision = await readRevision(root, join(root, 'baselines'));
  expect(revision.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(revision.dirty).toBe(false);
});

test('a changed file and a new one make it dirty, baselines do not', async () => {
  const root = repository();
  const baselines = join(root, 'baselines');
  mkdirSync(baselines);
  writeFileSync(join(baselines, 'a.json'), '{}');
  expect((await readRevision(root, baselines)).dirty).toBe(false);

  writeFileSync(join(root, 'new.ts'), '');
  expect((await readRevision(root, baselines)).dirty).toBe(true);
  rmSync(join(root, 'new.ts'));

  writeFileSync(join(root, 'code.ts'), 'export const one = 2;\n');
  expect((await readRevision(root, baselines)).dirty).toBe(true);
});

test('baselines are recognised behind a symbolic link', async () => {
  const root = repository();
  const link = join(folder(), 'link');
  symlinkSync(root, link);
  mkdirSync(join(root, 'baselines'));
  writeFileSync(join(root, 'baselines/a.json'), '{}');
  expect((await readRevision(link, join(link, 'baselines'))).dirty).toBe(false);
});

test('outside of a repository there is no commit', async () => {
  const root = folder();
  expect(await readRevision(root, root)).toEqual({ commit: null, dirty: false });
});
