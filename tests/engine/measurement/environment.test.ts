import os from 'node:os';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../../src/measurement/environment.ts';

describe('readEnvironment', () => {
  test('describes this process', () => {
    const environment = readEnvironment();
    expect(environment).toMatchObject({
      cores: os.availableParallelism(),
      os: process.platform,
      arch: process.arch,
      node: Number.parseInt(process.version.slice(1), 10),
    });
    expect(environment.cpu).toMatch(/^\S(.*\S)?$/);
    expect(readEnvironment()).toEqual(environment);
  });
});
