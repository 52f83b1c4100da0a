import { expect, test } from 'vitest';
import { environmentDifferences, environmentKey } from '../../../src/model/environment.ts';
import type { Environment } from '../../../src/model/environment.ts';

const here: Environment = { cpu: 'Model X', cores: 2, os: 'linux', arch: 'x64', node: 24 };

test('every member of the environment is in the key and in the differences', () => {
  const others: Environment[] = [
    { ...here, cpu: 'Y' },
    { ...here, cores: 4 },
    { ...here, os: 'darwin' },
    { ...here, arch: 'arm64' },
    { ...here, node: 26 },
  ];
  expect(others).toHaveLength(Object.keys(here).length);
  for (const other of others) {
    expect(environmentKey(other)).not.toBe(environmentKey(here));
    expect(environmentDifferences(here, other)).toHaveLength(1);
  }
  expect(environmentDifferences(here, { ...here, cores: 4, node: 26 })).toStrictEqual([
    'allowed cores: 2, then 4',
    'Node major version: 24, then 26',
  ]);
});

test('equal environments have one key, whatever the order of members', () => {
  const { cpu, ...rest } = here;
  expect(environmentKey({ ...rest, cpu })).toBe(environmentKey(here));
  expect(environmentDifferences(here, { ...rest, cpu })).toStrictEqual([]);
});
