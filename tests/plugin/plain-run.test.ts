/** What the plugin is in a run without benchmarks: tags, and nothing else. */
import { expect, test } from 'vitest';
import { header, plainTest } from './bench-source.ts';
import { config, createProject, relativeToWork } from './project.ts';

/** A plugin that says at the end of the run what the projects got and which of benchgate's files were loaded. */
const spy = `
  const spy = {
    name: 'spy',
    configureVitest({ vitest, project }) {
      vitest.config.reporters.push({
        onTestRunEnd() {
          console.log('runner:', project.config.runner, 'provider:', project.config.benchmark.provider);
          console.log('reporters:', vitest.reporters.map((one) => one.constructor.name).join(' '));
          console.log('slow:', JSON.stringify(project.config.tags.find((tag) => tag.name === 'slow')));
          console.log('tags:', project.config.tags.map((tag) => tag.name).sort().join(' '));
        },
      });
    },
  };
`;

function spied(options: string, tests: string): string {
  return `
    import { defineConfig } from 'vitest/config';
    import benchgate from '${relativeToWork('plugin/index.ts')}';
    ${spy}
    export default defineConfig({ plugins: [benchgate(${options}), spy], test: { ${tests} } });
  `;
}

const unit = `
import { expect, test } from 'vitest';
test('unit', { tags: ['slow'] }, (context) => {
  expect(1).toBe(1);
  expect(() => context.bench('x', () => 1)).toThrow('regular test run');
  expect(expect.toMeetTarget).toBeUndefined();
});
`;

test('a plain run gets tags and nothing else', async () => {
  using project = createProject({ 'unit.test.ts': unit, 'a.bench.ts': header + plainTest('one') });
  project.write({ 'vitest.config.ts': spied('', '') });
  const plain = await project.vitest(['run']);
  expect(plain.text).toContain('runner: undefined provider: undefined');
  expect(plain.text).toContain('reporters: DefaultReporter Object');
  expect(plain.text).toContain('tags: docker scaling scheduler slow stress');
  expect(plain.text).not.toContain('benchgate:');
  expect(plain.code).toBe(0);

  const bench = await project.vitest([]);
  expect(bench.text).toMatch(/runner: .*runner\.ts provider: .*provider\.ts/);
  expect(bench.text).toContain('BenchgateReporter');
  expect(bench.code).toBe(0);
});

test('a plain run loads neither the controller nor the engine', async () => {
  using project = createProject({
    'unit.test.ts': unit,
    'loaded.mjs': `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
      process.on('exit', () => {
        const ours = loaded.filter((url) => /\\/(?:plugin\\/node|plugin\\/worker|src\\/index\\.ts|src\\/gate|piscina)/.test(url));
        console.log('plugin loaded:', loaded.some((url) => url.endsWith('plugin/index.ts')), 'of ours:', ours.join(' ') || 'none');
      });
    `,
  });
  // Imported at run time: what a config imports statically is bundled into it and passes no hook.
  project.write({
    'vitest.config.ts': `
      const path = new URL('${relativeToWork('plugin/index.ts')}', import.meta.url).href;
      const { default: benchgate } = await import(path);
      export default { plugins: [benchgate()] };
    `,
  });
  const { text } = await project.vitest(['run'], { NODE_OPTIONS: `--import=./loaded.mjs` });
  expect(text).toContain('plugin loaded: true of ours: none');
  expect(text).toContain('1 passed');
});

test("a user's own tags stay as they are, and tests are filtered by ours", async () => {
  const tagged = `${header}
    test('kept', async ({ bench }) => { await bench('loop', spin(10)).run({ time: 1, warmupTime: 1 }); });
    test('left out', { tags: ['stress'] }, async ({ bench, task }) => { await bench('loop', spin(10)).run({ time: 1 }); });
    test('own', { tags: ['slow'] }, async ({ bench, task }) => {
      console.log('timeout:', task.timeout);
      await bench('loop', spin(10)).run({ time: 1, warmupTime: 1 });
    });
    test('ours', { tags: ['scheduler'] }, ({ task }) => console.log('scheduler timeout:', task.timeout));
  `;
  using project = createProject({
    'a.bench.ts': tagged,
    'vitest.config.ts': spied('', `tags: [{ name: 'slow', timeout: 77_000 }]`),
  });
  const { code, text } = await project.vitest([`--tags-filter=!stress`]);
  expect(text).toContain('slow: {"name":"slow","timeout":77000}');
  expect(text).toMatch(/^timeout: 77000/m);
  expect(text).toContain('scheduler timeout: 120000');
  expect(text).toContain('3 passed | 1 skipped');
  expect(code).toBe(0);

  const none = await project.vitest(['--tags-filter=docker']);
  expect(none.text).toContain('nothing was measured');
  expect(none.code).toBe(1);
  expect((await project.vitest(['--tags-filter=docker', '--passWithNoTests'])).code).toBe(0);

  project.write({ 'vitest.config.ts': config(`{ tagsFilter: '!stress' }`) });
  expect((await project.vitest([])).text).toContain('3 passed | 1 skipped');
});
