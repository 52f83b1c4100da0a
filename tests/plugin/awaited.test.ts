import { expect, test } from 'vitest';
import { about, header, recorded } from './bench-source.ts';
import { createProject } from './project.ts';

test('a benchmark that is not awaited fails its test at its line and leaves nothing behind', async () => {
  using project = createProject({
    'a.bench.ts': `${header}
      import { existsSync, readdirSync } from 'node:fs';
      const threads = () => (existsSync('/proc/self/task') ? readdirSync('/proc/self/task').length : 0);
      let before;
      test('awaited', async ({ bench }) => {
        await bench.scheduler({ tasks: 5, workers: 2, repetitions: 1, warmUp: 0 });
        before = threads();
      });
      test('long run', ({ bench }) => {
        bench.scheduler({ tasks: 5, workers: 2, task: { type: 'sleep', duration: '20 s' } });
      });
      test('chained', async ({ bench }) => {
        bench.scheduler({ workers: 2, task: { type: 'sleep', duration: '20 s' } }).then(() => console.log('GOES ON'));
        await new Promise((resolve) => setTimeout(resolve, 200));
      });
      test('wrong option', ({ bench }) => { bench.scheduler({ taks: 5 }); });
      test('own result', ({ bench }) => { ${recorded('cost', about(100)).replace('await ', '')} });
      test('threads', async () => {
        await expect.poll(threads, { timeout: 5000 }).toBeLessThanOrEqual(before);
      });
    `,
  });
  const { code, text } = await project.vitest([]);
  expect(text).toContain('Tests  4 failed | 2 passed');
  expect(text.match(/GateError: bench\.scheduler\(…\) was not awaited: the test ended before it\./g)).toHaveLength(3);
  expect(text).toContain('Write await bench.scheduler(…).');
  expect(text).toContain('GateError: bench.record(…) was not awaited: the test ended before it.');
  expect(text).toMatch(/❯ a\.bench\.ts:\d+:\d+/);
  expect(text).not.toMatch(/Unhandled|GOES ON/);
  expect(code).toBe(1);
});
