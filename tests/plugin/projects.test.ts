/** Several projects in one config. */
import { describe, expect, test } from 'vitest';
import { readStored, recordedFile, storedCost } from './bench-source.ts';
import { createProject, relativeToWork } from './project.ts';

const plugin = relativeToWork('plugin/index.ts');

/** A config whose root has the plugin; `projects` is source text. */
function withProjects(projects: string, options = ''): string {
  return `
    import { defineConfig } from 'vitest/config';
    import benchgate from '${plugin}';
    export default defineConfig({ plugins: [benchgate(${options})], test: { projects: [${projects}] } });
  `;
}

/** The config file of a project in a folder of its own. */
function projectFile(name: string, withPlugin: boolean, options = ''): string {
  return `
    import { defineConfig } from 'vitest/config';
    ${withPlugin ? `import benchgate from '../${plugin}';` : ''}
    export default defineConfig({ ${withPlugin ? `plugins: [benchgate(${options})],` : ''} test: { name: '${name}' } });
  `;
}

const bench = `${recordedFile({ one: 100 })}
test.concurrent('fixture', ({ bench }) => { expect(bench.scheduler).toBeTypeOf('function'); });
`;

describe.concurrent('inline projects', () => {
  test.each([
    ['with extends', `{ extends: true, test: { name: 'x' } }, { extends: true, test: { name: 'y' } }`],
    ['without', `{ test: { name: 'x' } }, { test: { name: 'y' } }`],
    ['mixed', `{ extends: true, test: { name: 'x' } }, { test: { name: 'y' } }`],
  ])('%s: both measure one bench file, each under its name', async (_, projects) => {
    using project = createProject({ 'a.bench.ts': bench, 'vitest.config.ts': withProjects(projects) });
    const saved = await project.vitest(['-u']);
    expect(saved.text).toContain('saved 2 results as baseline "baseline" (1 file written)');
    expect(saved.code).toBe(0);
    expect(Object.keys(readStored(project, 'a.bench.ts').results)).toEqual(['[x] one > cost', '[y] one > cost']);

    // One project alone loses nothing of the other, and finds its own.
    const one = await project.vitest(['-u', '--project=x (bench)']);
    expect(one.text).toContain('1 result judged: 1 same');
    expect(one.text).toContain('0 removed');
    expect(Object.keys(readStored(project, 'a.bench.ts').results)).toHaveLength(2);
  });
});

test.concurrent('a single project with a name', async () => {
  using project = createProject({
    'a.bench.ts': bench,
    'vitest.config.ts': `
      import { defineConfig } from 'vitest/config';
      import benchgate from '${plugin}';
      export default defineConfig({ plugins: [benchgate()], test: { name: 'unit' } });
    `,
  });
  await project.vitest(['-u']);
  expect(Object.keys(readStored(project, 'a.bench.ts').results)).toEqual(['[unit] one > cost']);
});

describe.concurrent('projects from files', () => {
  const files = { 'x/a.bench.ts': bench, 'y/b.bench.ts': `${bench}test('tagged', { tags: ['slow'] }, () => {});` };

  test('those that list the plugin bring the others in', async () => {
    using project = createProject({
      ...files,
      'vitest.config.ts': withProjects(`'./x', './y/vitest.config.ts'`),
      'x/vitest.config.ts': projectFile('x', true),
      'y/vitest.config.ts': projectFile('y', false),
    });
    const { code, text } = await project.vitest(['-u']);
    expect(text).toContain('saved 2 results as baseline "baseline" (2 files written)');
    expect(code).toBe(0);
    expect(Object.keys(readStored(project, 'y/b.bench.ts').results)).toEqual(['[y] one > cost']);
  });

  test('when none lists it, the run says where to put it', async () => {
    using project = createProject({
      ...files,
      'y/b.bench.ts': bench,
      'unit.test.ts': '',
      'x/unit.test.ts': `import { test } from 'vitest'; test('unit', () => {});`,
      'vitest.config.ts': withProjects(`'./x', './y'`),
      'x/vitest.config.ts': projectFile('x', false),
      'y/vitest.config.ts': projectFile('y', false),
    });
    const { code, text } = await project.vitest([]);
    expect(text).toContain('benchgate() stands in the root config, and no project sees it');
    expect(text).toContain('plugins: [benchgate()]');
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    expect(code).toBe(1);
    expect((await project.vitest(['run'])).code).toBe(0);
  });

  test('different options in two places are refused, the same ones are not', async () => {
    using project = createProject({
      ...files,
      'y/b.bench.ts': bench,
      'vitest.config.ts': withProjects(`'./x', './y'`),
      'x/vitest.config.ts': projectFile('x', true, `{ removed: 'fail' }`),
      'y/vitest.config.ts': projectFile('y', true, `{ removed: 'warn' }`),
    });
    const different = await project.vitest([]);
    expect(different.text).toContain('benchgate() is given twice in the Vitest config, with different options.');
    expect(different.text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    expect(different.code).toBe(1);

    project.write({ 'y/vitest.config.ts': projectFile('y', true, `{ removed: 'fail' }`) });
    const same = await project.vitest([]);
    expect(same.text.match(/^benchgate: 2 bench files/gm)).toHaveLength(1);
    expect(same.code).toBe(0);
  });
});

test.concurrent('two instances in one list', async () => {
  using project = createProject({
    'a.bench.ts': bench,
    'vitest.config.ts': `
      import { defineConfig } from 'vitest/config';
      import benchgate from '${plugin}';
      export default defineConfig({ plugins: [benchgate(), benchgate()] });
    `,
  });
  const { code, text } = await project.vitest([]);
  expect(text.match(/^benchgate: 1 bench file/gm)).toHaveLength(1);
  expect(text.match(/^benchgate: 1 result measured/gm)).toHaveLength(1);
  expect(code).toBe(0);
});

test.concurrent('bench files in a browser are refused, a browser project without any is let be', async () => {
  // As much of a browser provider as Vitest asks for before it starts one.
  const browser = (include: string): string => `{
    extends: true,
    test: {
      name: 'web',
      include: ['${include}'],
      benchmark: { include: ['${include}'] },
      browser: { enabled: true, headless: true, instances: [{ browser: 'chromium' }], provider },
    },
  }`;
  const provider = `
    const provider = {
      name: 'none', options: {}, supportedBrowser: ['chromium'],
      serverFactory: async () => ({
        config: () => ({}), plugins: [], configureServer() {}, setupRpc() {}, resolveOptimizeDeps: async () => ({}),
        createParent: () => ({ spawn: () => ({ close() {} }), close() {} }),
      }),
    };
  `;
  using project = createProject({
    'a.bench.ts': bench,
    'vitest.config.ts': provider + withProjects(browser('a.bench.ts')),
  });
  const refused = await project.vitest([]);
  expect(refused.text).toContain('runs its benchmarks in a browser, where benchgate cannot measure');
  expect(refused.code).toBe(1);
  project.write({
    'vitest.config.ts':
      provider + withProjects(`${browser('web/*.bench.ts')}, { extends: true, test: { name: 'node' } }`),
  });
  const beside = await project.vitest(['--project=node*']);
  expect(beside.text).not.toContain('cannot measure');
});

test.concurrent('shards report, the merge judges and saves', async () => {
  using project = createProject({
    'a.bench.ts': recordedFile({ one: 100 }),
    'b.bench.ts': recordedFile({ two: 100 }),
  });
  await project.vitest(['-u']);
  project.write({ 'a.bench.ts': recordedFile({ one: 1000 }), 'b.bench.ts': recordedFile({ new: 100 }) });
  for (const shard of [1, 2]) {
    const { text } = await project.vitest([
      '-u',
      `--shard=${shard}/2`,
      '--reporter=blob',
      `--outputFile=blobs/${shard}.json`,
    ]);
    expect(text).toContain('a shard saves nothing; the run with --merge-reports does');
  }
  expect(storedCost(project, 'a.bench.ts', 'one')).toBe(100);

  const judged = await project.vitest(['--merge-reports=blobs']);
  expect(judged.text).toContain('1 result judged');
  expect(judged.text).toContain('1 slower');
  expect(judged.text).toContain('1 new');
  expect(judged.text).toContain('1 removed');

  const saved = await project.vitest(['--merge-reports=blobs', '-u']);
  expect(saved.text).toContain('saved 2 results');
  expect(storedCost(project, 'a.bench.ts', 'one')).toBe(1000);
  expect(Object.keys(readStored(project, 'b.bench.ts').results)).toEqual(['new > cost']);
});
