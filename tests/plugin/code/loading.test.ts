/** Whatever a bench file imports from its project comes from the tree of its side. */
import { describe, expect, test } from 'vitest';
import { createGitProject, type Files, notedBySides, quickConfig, short } from './git-project.ts';

/** A module whose `value` says on which side it is. */
const value = (side: string): string => `export const value: string = '${side}';\n`;

/** A config with aliases: by the paths of tsconfig.json, and to an absolute folder. */
const aliases = quickConfig().replace(
  'plugins:',
  `resolve: { tsconfigPaths: true, alias: { '#aliased': new URL('./aliased', import.meta.url).pathname } }, plugins:`,
);

describe.concurrent('from its own tree', () => {
  test('modules of all kinds', { timeout: 60_000 }, async ({ expect }) => {
    const files = (side: string): Files => ({
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/paths.ts': value(side),
      'src/inner.ts': value(side),
      'src/outer.ts': "export { value } from '@/inner';\n",
      'aliased/module.ts': value(side),
      'data.json': JSON.stringify({ value: side }),
      'text.txt': side,
      'logo.png': side,
      'style.css': `.a { color: ${side === 'base' ? 'red' : 'blue'} }`,
      'glob/one.ts': value(side),
      'meta.ts': `import { readFileSync } from 'node:fs';
      import { join } from 'node:path';
      const found = Object.values(import.meta.glob('./glob/*.ts', { eager: true })) as { value: string }[];
      const later = Object.values(import.meta.glob('./glob/*.ts')) as (() => Promise<{ value: string }>)[];
      const { dirname } = import.meta;
      export const meta = {
        url: readFileSync(new URL('./text.txt', import.meta.url), 'utf8'),
        dirname: readFileSync(join(import.meta.dirname, 'text.txt'), 'utf8'),
        destructured: readFileSync(join(dirname, 'text.txt'), 'utf8'),
        filename: /label = '(\\w+)/.exec(readFileSync(import.meta.filename, 'utf8'))[1],
        resolve: readFileSync(new URL(import.meta.resolve('./text.txt')), 'utf8'),
        mode: [import.meta.env.MODE, import.meta.env.DEV, import.meta.env.VITE_OWN].join(),
        glob: found.map((one) => one.value).join(),
        later: (await Promise.all(later.map((load) => load()))).map((one) => one.value).join(),
        names: [__filename.split('/').at(-1), readFileSync(join(__dirname, 'text.txt'), 'utf8')].join(),
        require: require('./data.json').value,
      };
      export const label = '${side}';
    `,
      'own-names.ts': `import { fileURLToPath } from 'node:url';
      import { createRequire } from 'node:module';
      const __filename = fileURLToPath(import.meta.url);
      const require = createRequire(__filename);
      export const value = require('./data.json').value;
    `,
      'common.cjs':
        "const { value } = require('./data.json');\nmodule.exports = { value, name: __filename.split('/').at(-1) };\n",
      'side-effect.ts': `globalThis.effect = '${side}';`,
      'dynamic.ts': value(side),
      'chosen/a.ts': value(side),
      'circle-a.ts': `import { b } from './circle-b.ts';
      export const a = (): string => '${side}';
      export const both = (): string => a() + b();
    `,
      'circle-b.ts': `import { a } from './circle-a.ts';\nexport const b = (): string => a() + '${side}';\n`,
      'top-level.ts': `export const value = await Promise.resolve('${side}');\n`,
      'class.ts': `class Counter { static #label = '${side}'; get label(): string { return Counter.#label; } }
      export default Counter;
      export { Counter as Other };
      export enum Kind { Side = '${side}' }
    `,
      'again.ts': "export * from './src/paths.ts';\nexport * as inner from './src/inner.ts';\n",
    });
    const bench = `
    import { readFileSync } from 'node:fs';
    import { fileURLToPath } from 'node:url';
    import { test } from 'vitest';
    import { note } from './note.mjs';
    import { value as paths } from '@/paths';
    import { value as outer } from './src/outer.ts';
    import { value as aliased } from '#aliased/module';
    import data, { value as member } from './data.json';
    import attribute from './data.json' with { type: 'json' };
    import raw from './text.txt?raw';
    import url from './text.txt?url';
    import png from './logo.png';
    import './style.css';
    import { meta } from './meta.ts';
    import { value as ownNames } from './own-names.ts';
    import common, { value as commonMember } from './common.cjs';
    import './side-effect.ts';
    import { both } from './circle-a.ts';
    import { value as topLevel } from './top-level.ts';
    import Counter, { Kind, Other } from './class.ts';
    import { value as again, inner } from './again.ts';
    const effect = globalThis.effect;
    const name = 'a';
    test('modules', async ({ bench }) => {
      const { value: dynamic } = await import('./dynamic.ts');
      const { value: chosen } = await import(\`./chosen/\${name}.ts\`);
      note({ ...meta, paths, outer, aliased, data: data.value, member, attribute: attribute.value, raw, ownNames,
        url: [url, png].join(), common: common.value + common.name, commonMember, effect, both: both(), topLevel, counter: new Counter().label,
        kind: Kind.Side, other: new Other().label, again, inner: inner.value, dynamic, chosen,
        besides: readFileSync(new URL('./text.txt', import.meta.url), 'utf8') });
      await bench('cpu', () => new Counter().label).run(${short});
    });
  `;
    using project = createGitProject({ 'vitest.config.ts': aliases, '.env': 'VITE_OWN=own' });
    project.commit({ ...files('base'), 'a.bench.ts': bench });
    project.write(files('head'));
    const compared = await project.compare('HEAD');
    const sides = notedBySides(compared);
    expect(sides).toHaveLength(2);
    for (const [at, side] of ['base', 'head'].entries()) {
      const { mode, url, names, common, both, ...others } = sides[at]!;
      expect.soft(mode).toBe('test,true,own');
      expect.soft(url).toMatch(/\/text\.txt,.*\/logo\.png$/);
      expect.soft([names, common, both]).toStrictEqual([`meta.ts,${side}`, `${side}common.cjs`, side.repeat(3)]);
      expect.soft(Object.keys(others)).toHaveLength(26);
      expect.soft(new Set(Object.values(others))).toStrictEqual(new Set([side]));
    }
  });

  /** A package in node_modules, which git does not know. */
  const packages: Files = {
    'node_modules/esm/package.json': '{ "name": "esm", "type": "module", "exports": "./index.js" }',
    'node_modules/esm/index.js': "export const value = 'esm';\nexport const url = import.meta.url;\n",
    'node_modules/hidden/package.json': '{ "name": "hidden", "main": "index.js" }',
    'node_modules/hidden/index.js':
      "const members = { value: 'hidden', other: 'other' };\nfor (const name in members) module.exports[name] = members[name];\n",
    'node_modules/compiled/package.json': '{ "name": "compiled", "main": "index.js" }',
    'node_modules/compiled/index.js':
      "exports.__esModule = true;\nexports.default = function made() {};\nexports.named = 'named';\n",
    'node_modules/typed/package.json': '{ "name": "typed", "exports": "./index.ts" }',
    'node_modules/typed/index.ts': "export const value: string = 'typed';\n",
    'node_modules/inline/package.json': '{ "name": "inline", "type": "module", "exports": "./index.js" }',
    'node_modules/inline/index.js': "export { value } from './deep';\nexport { url } from 'esm';\n",
    'node_modules/inline/deep.js': "export const value = 'inline';\n",
  };

  test('packages, left to Node as Vitest leaves them, in ES modules and CommonJS', { timeout: 60_000 }, async () => {
    using project = createGitProject({
      'vitest.config.ts': quickConfig('', "server: { deps: { inline: ['inline'] } }"),
      ...packages,
    });
    const own = (side: string): string => `
    import { other } from 'hidden';
    import hidden, { value } from 'hidden';
    import * as compiled from 'compiled';
    export const found = ['${side}', other, hidden.value, value, compiled.named].join();
  `;
    project.commit({
      'own.ts': own('base'),
      'a.bench.ts': `
      import { test } from 'vitest';
      import { note } from './note.mjs';
      import { value as esm, url } from 'esm';
      import made, { named } from 'compiled';
      import { value as typed } from 'typed';
      import { value as inline, url as inner } from 'inline';
      import { found } from './own.ts';
      test('packages', async ({ bench }) => {
        const { value: later } = await import('esm');
        note({ found, esm, made: made.name, named, typed, inline, later, external: [url, inner].every((one) => one.endsWith('node_modules/esm/index.js')) });
        await bench('cpu', () => made()).run(${short});
      });
    `,
    });
    project.write({ 'own.ts': own('head') });
    const compared = await project.compare('HEAD');
    const all = (side: string): object => ({
      found: `${side},other,hidden,hidden,named`,
      esm: 'esm',
      external: true,
      inline: 'inline',
      later: 'esm',
      made: 'made',
      named: 'named',
      typed: 'typed',
    });
    expect(notedBySides(compared)).toStrictEqual([all('base'), all('head')]);
  });

  test(
    'worker files beside the bench file and beside a module, in TypeScript and JavaScript',
    { timeout: 60_000 },
    async () => {
      using project = createGitProject({});
      const files = (side: string): Files => ({
        'first.ts': `import { parentPort } from 'node:worker_threads';\nconst side: string = '${side}';\nparentPort!.postMessage(side);\n`,
        'src/second.mjs': `import { parentPort } from 'node:worker_threads';\nparentPort.postMessage('${side}');\n`,
        'src/pool.ts': `import { Worker } from 'node:worker_threads';
      export const answer = (url: URL): Promise<string> => new Promise((resolve, reject) =>
        new Worker(url).once('message', resolve).once('error', reject));
      export const second = (): Promise<string> => answer(new URL('./second.mjs', import.meta.url));
      export const side = '${side}';
    `,
      });
      project.commit({
        ...files('base'),
        'a.bench.ts': `
      import { test } from 'vitest';
      import { note } from './note.mjs';
      import { answer, second, side } from './src/pool.ts';
      test('workers', async ({ bench }) => {
        note({ first: await answer(new URL('./first.ts', import.meta.url)), second: await second(), side });
        await bench('cpu', () => side.length).run(${short});
      });
    `,
      });
      project.write(files('head'));
      const compared = await project.compare('HEAD');
      const all = (side: string): object => ({ first: side, second: side, side });
      expect(notedBySides(compared)).toStrictEqual([all('base'), all('head')]);
    },
  );
});
