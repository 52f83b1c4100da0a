import { expect, test } from 'vitest';
import { findLockFile, installCommand } from '../../../src/base-tree/package-manager.ts';
import { type Files, openSandbox } from './sandbox.ts';

const uses = (manager: string): string => JSON.stringify({ packageManager: manager });

const cases: readonly [files: Files, line: string][] = [
  [{ 'package-lock.json': '' }, 'npm ci --ignore-scripts=false --no-audit --no-fund'],
  [{ 'npm-shrinkwrap.json': '' }, 'npm ci --ignore-scripts=false --no-audit --no-fund'],
  [{}, 'npm install --no-save --no-package-lock --ignore-scripts=false --no-audit --no-fund'],
  [{ 'package.json': '[' }, 'npm install --no-save --no-package-lock --ignore-scripts=false --no-audit --no-fund'],
  [{ 'pnpm-lock.yaml': '' }, 'pnpm install --frozen-lockfile --ignore-workspace'],
  [{ 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' }, 'pnpm install --frozen-lockfile'],
  [{ 'package.json': uses('pnpm@10.0.0') }, 'pnpm install --no-lockfile --ignore-workspace'],
  [{ 'yarn.lock': '# yarn lockfile v1\n' }, 'yarn install --frozen-lockfile --non-interactive'],
  [{ 'yarn.lock': '', '.yarnrc.yml': '' }, 'yarn install --immutable'],
  [{ 'yarn.lock': '', 'package.json': uses('yarn@4.1.0+sha224.x') }, 'yarn install --immutable'],
  [{ 'yarn.lock': '# x\n\n__metadata:\n  version: 8\n' }, 'yarn install --immutable'],
  [
    { 'yarn.lock': '', '.yarnrc.yml': '', 'package.json': uses('yarn@1.22.0') },
    'yarn install --frozen-lockfile --non-interactive',
  ],
  [{ 'package.json': uses('yarn@4.1.0') }, 'yarn install --no-immutable'],
  [{ 'bun.lock': '' }, 'bun install --frozen-lockfile'],
  [
    { 'package-lock.json': '', 'pnpm-lock.yaml': '', 'package.json': uses('pnpm@9.0.0') },
    'pnpm install --frozen-lockfile --ignore-workspace',
  ],
];

test.each(cases)('of %j', async (files, line) => {
  const { write, top } = await openSandbox();
  await write(files);
  const { manager, words } = installCommand(top, findLockFile(top, '')?.name);
  expect([manager, ...words].join(' ')).toBe(line);
});

test('the lock file that counts is the nearest', async () => {
  const { write, top } = await openSandbox();
  await write({ 'yarn.lock': '', 'packages/a/package-lock.json': '', 'packages/b/x.ts': '' });
  expect(findLockFile(top, 'packages/a')).toStrictEqual({ folder: 'packages/a', name: 'package-lock.json' });
  expect(findLockFile(top, 'packages/b')).toStrictEqual({ folder: '', name: 'yarn.lock' });
});
