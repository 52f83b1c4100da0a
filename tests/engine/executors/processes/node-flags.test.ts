import { expect, test } from 'vitest';
import { nodeFlags } from '../../../../src/executors/processes/node-flags.ts';

test('a worker process has the flags of its parent, but for what makes sense once only', () => {
  expect(nodeFlags(['--conditions=own', '--inspect-brk=9229', '--import', './x.mjs', '--inspect'], undefined)).toEqual([
    '--conditions=own',
    '--import',
    './x.mjs',
  ]);
  expect(nodeFlags(['--input-type=module', '--expose-gc', '-e', 'open()'], undefined)).toEqual(['--expose-gc']);
  expect(nodeFlags(['--eval', 'a', '-p', 'b', '-pe', 'c', '--trace-gc'], undefined)).toEqual(['--trace-gc']);
});

test('a heap limit comes last, since the last one counts', () => {
  expect(nodeFlags(['--max-old-space-size=4000'], 64 * 2 ** 20)).toEqual([
    '--max-old-space-size=4000',
    '--max-old-space-size=64',
  ]);
});
