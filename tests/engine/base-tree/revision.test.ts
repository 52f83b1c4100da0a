import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { commitExists, resolveRevision } from '../../../src/base-tree/revision.ts';
import { openSandbox, runGit } from './sandbox.ts';

test('a revision is what git means by it', async () => {
  const { commit, git, top, at } = await openSandbox();
  const first = await commit({ 'a.ts': '1', 'sub/b.ts': '1' });
  await git('tag', '--annotate', '--message=x', 'v1.0.0');
  const second = await commit({ 'a.ts': '2' });
  expect(await resolveRevision(top, 'main')).toBe(second);
  expect(await resolveRevision(top, 'HEAD~1')).toBe(first);
  expect(await resolveRevision(at('sub'), 'v1.0.0')).toBe(first);
  expect(await resolveRevision(top, first.slice(0, 7))).toBe(first);
});

test.each([
  ['mian', /no commit "mian"\. Did you mean "main"\?/],
  ['v1.0.1', /Did you mean "v1\.0\.0"\?/],
  ['0123456789012345678901234567890123456789', /no commit "0123/],
  ['--all', /no commit "--all"/],
  ['', /no commit ""/],
  ['main:a.ts', /no commit "main:a\.ts"/],
])('%j is unknown', async (revision, words) => {
  const { commit, git, top } = await openSandbox();
  await commit({ 'a.ts': '1' });
  await git('tag', 'v1.0.0');
  await expect(resolveRevision(top, revision)).rejects.toThrow(
    expect.objectContaining({ code: 'UNKNOWN_REVISION', message: expect.stringMatching(words) as unknown }),
  );
});

test('a branch that only the remote has is found', async () => {
  const { commit, git, top, folder } = await openSandbox();
  const first = await commit({ 'a.ts': '1' });
  await git('checkout', '--quiet', '-b', 'topic');
  await commit({ 'a.ts': '2' });
  const clone = path.join(folder, 'clone');
  await runGit(folder, 'clone', '--quiet', top, clone);
  expect(await resolveRevision(clone, 'main')).toBe(first);
});

test('a shallow clone says so', async () => {
  const { commit, top, folder } = await openSandbox();
  const first = await commit({ 'a.ts': '1', 'old.ts': '' });
  const second = await commit({ 'a.ts': '2' });
  await commit({ 'a.ts': '3' });
  const clone = path.join(folder, 'clone');
  await runGit(folder, 'clone', '--quiet', '--depth=2', pathToFileURL(top).href, clone);
  expect(await resolveRevision(clone, 'HEAD~1')).toBe(second);
  for (const revision of [first, 'HEAD~2', 'v1']) {
    await expect(resolveRevision(clone, revision)).rejects.toThrow(
      expect.objectContaining({ code: 'SHALLOW_CLONE', message: expect.stringMatching(/fetch-depth: 0/) as unknown }),
    );
  }
  expect(await commitExists(clone, first)).toBe(false);
});

test('whether a commit is there', async () => {
  const { commit, git, top } = await openSandbox();
  await commit({ 'a.ts': '1' });
  const amended = await commit({ 'a.ts': '2' });
  await git('reset', '--quiet', '--hard', 'HEAD~1');
  expect(await commitExists(top, amended)).toBe(true);
  expect(
    await commitExists(
      top,
      amended.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    ),
  ).toBe(false);
  expect(await commitExists(top, await git('rev-parse', 'HEAD^{tree}'))).toBe(false);
  expect(await commitExists(top, '--help')).toBe(false);
});
