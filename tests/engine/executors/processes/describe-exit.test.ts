import { expect, test } from 'vitest';
import { describeExit } from '../../../../src/executors/processes/describe-exit.ts';

test.each([
  [{ code: 7, signal: null, printed: 'x' }, true, /^The worker process ended with exit code 7\.$/],
  [
    { code: 9, signal: null, printed: 'a\n\n b\nc\nnode: bad option\n' },
    false,
    /exit code 9. Its last words: b ⏎ c ⏎ node: bad/,
  ],
  [{ code: 1, signal: null, printed: ' \n' }, false, /^The worker process ended with exit code 1\.$/],
  [{ code: null, signal: 'SIGTERM', printed: '' }, true, /^The worker process ended by SIGTERM\.$/],
  [{ code: null, signal: 'SIGKILL', printed: '' }, true, /killed \(SIGKILL\).*out of memory/],
] as const)('%j', (exit, ready, message) => {
  const error = describeExit(exit, ready);
  expect(error.message).toMatch(message);
  expect(error).not.toHaveProperty('code');
});

test('out of memory, as V8 says it', () => {
  const printed =
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0xb76 node::OOM';
  expect(describeExit({ code: null, signal: 'SIGABRT', printed }, true)).toMatchObject({
    code: 'ERR_WORKER_OUT_OF_MEMORY',
    message: expect.stringContaining('out of memory'),
  });
});
