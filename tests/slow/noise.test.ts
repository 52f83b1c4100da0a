/** `benchgate doctor --noise`, as a run is asked for it: the same code on both sides, in real processes. */
import { expect, test } from 'vitest';
import { recorded } from '../plugin/bench-source.ts';
import { createGitProject, quickConfig, short } from '../plugin/code/git-project.ts';

const noise = { BENCHGATE_NOISE: '6' };

test('a row for each benchmark, and a line for each that cannot be measured again', { timeout: 120_000 }, async () => {
  using project = createGitProject({
    'a.bench.ts': `import { test } from 'vitest';
      const fn = () => 1;
      test('fine', async ({ bench }) => {
        bench.gate({ smallestSlowdown: '20 %' });
        await bench('b', fn).run(${short});
      });
      test('only here', async ({ bench }) => {
        if (!process.argv[1].includes('vitest')) throw new TypeError('not without Vitest');
        await bench('b', fn).run(${short});
      });
      test('falls', async ({ bench }) => {
        await bench('b', fn).run(${short});
        throw new RangeError('later');
      });
      test('own', async ({ bench }) => {
        ${recorded('r', [1, 2, 3])}
      });
    `,
  });
  project.write({ 'vitest.config.ts': quickConfig("notComparable: 'fail'") });
  const ran = await project.compare(undefined, [], noise);
  expect(ran.text).toContain('measuring the same code on both sides, in 6 processes');
  expect(ran.text).toMatch(/^fine > b +6 .* \+20 % /m);
  expect(ran.text).toContain('not measured: only here > b: TypeError: not without Vitest');
  expect(ran.text).toContain('not measured: falls > b: its test failed before its code was measured on both sides');
  expect(ran.text).toContain('not measured: own > r: it comes from code of your own, which cannot be repeated');
  expect(ran.text).not.toContain('Against the baseline');
  expect(ran.text).not.toContain('GateError');
  expect(ran.text).toMatch(/Tests +1 failed \| 3 passed/);
});

test('a file that cannot be loaded outside of Vitest', { timeout: 120_000 }, async () => {
  using project = createGitProject({
    'a.bench.ts': `import { test } from 'vitest';
      if (!process.argv[1].includes('vitest')) throw new TypeError('not without Vitest');
      test('t', async ({ bench }) => { await bench('b', () => 1).run(${short}); });
    `,
  });
  const ran = await project.compare(undefined, [], noise);
  expect(ran.text).toMatch(
    /nothing was measured whose noise could be seen\.\nnot measured: t > b: .*not without Vitest/,
  );
});
