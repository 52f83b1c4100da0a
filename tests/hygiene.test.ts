/** What a clone of this repository must not carry, and what must agree with each other in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin: Readonly<Record<string, string>>;
}

function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

const manifest = JSON.parse(readText('package.json')) as Manifest;

/** The text files of the repository: not what is installed, built or written by a run. */
function textFiles(): string[] {
  const left = new Set(['node_modules', '.git', 'dist', 'coverage', '.vitest', '.work']);
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (left.has(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : [relative(root, path)];
    });
  return walk(root).filter((path) => !/\.(?:png|tgz|wasm)$/.test(path));
}

/** `file:line: text` of every line that matches. */
function linesWith(pattern: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    readText(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

describe('the lock file', () => {
  const lock = JSON.parse(readText('package-lock.json')) as {
    readonly version: string;
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

  test('carries no addresses', () => {
    expect(locked.filter(([, { resolved }]) => resolved?.startsWith('http')).map(([path]) => path)).toEqual([]);
  });

  // Without these, `npm ci` refuses to install: "Missing: … from lock file".
  test('holds every optional dependency, for all platforms', () => {
    const missing = locked.flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {})
        .filter((name) => !lock.packages[`${path}/node_modules/${name}`] && !lock.packages[`node_modules/${name}`])
        .map((name) => `${path} needs ${name}`),
    );
    expect(missing).toEqual([]);
    expect(locked.filter(([, { version }]) => version === undefined).map(([path]) => path)).toEqual([]);
  });

  test('is of the same version as the package', () => {
    expect(lock.version).toBe(manifest.version);
    expect(lock.packages['']?.version).toBe(manifest.version);
  });
});

describe('the text files', () => {
  const files = textFiles();

  test('name no path of a machine', () => {
    const home = String.raw`(?<![\w.])/(?:root|work|home/\w+|Users/\w+)/`;
    const here = `${root}/`.replaceAll(/[^\w/]/g, String.raw`\$&`);
    expect(linesWith(new RegExp(`${home}|${here}`), files)).toEqual([]);
  });

  test('name no address of a package registry', () => {
    expect(linesWith(/https?:\/\/[\w.-]*(?:registry|npmjs|jfrog|nexus)[\w.-]*[/:]/, files)).toEqual([]);
  });

  test('leave no test alone or unwritten, and no reminder', () => {
    const sources = files.filter((file) => /^(?:src|plugin|tests|scripts)\/.*\.ts$/.test(file));
    expect(sources.flatMap(leftovers)).toEqual([]);
  });
});

/** Where code (what stands in strings is someone else's) has `test.only`, `test.todo` and the like, or a reminder in a comment. */
function leftovers(file: string): string[] {
  const text = readText(file);
  const found: string[] = [];
  const add = (offset: number, what: string): void => {
    found.push(`${file}:${text.slice(0, offset).split('\n').length}: ${what}`);
  };
  const { program, comments } = parseSync(file, text);
  for (const { start, value } of comments) {
    const reminder = /\b(?:TODO|FIXME|XXX)\b/.exec(value);
    if (reminder) add(start, reminder[0]);
  }
  new Visitor({
    MemberExpression({ object, property, start }) {
      if (object.type !== 'Identifier' || property.type !== 'Identifier') return;
      if (!/^(?:it|test|describe|bench)$/.test(object.name) || !/^(?:only|todo)$/.test(property.name)) return;
      add(start, `${object.name}.${property.name}`);
    },
  }).visit(program);
  return found;
}

describe('the package', () => {
  test('every version that the code names is the package’s', () => {
    const named = textFiles()
      .filter((file) => /^(?:src|plugin)\/.*\.ts$/.test(file))
      .flatMap((file) =>
        [...readText(file).matchAll(/\b(?:package|own|benchgate)?version\b[^=\n]*= '(\d+\.\d+\.\d+[^']*)'/gi)].map(
          ([, version]) => `${file}: ${version}`,
        ),
      );
    expect(named.filter((line) => !line.endsWith(`: ${manifest.version}`))).toEqual([]);
  });

  test('every exported file has its source', () => {
    const built = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : [entry.types, entry.default],
    );
    const sources = [...built, ...Object.values(manifest.bin)].map((path) =>
      path.replace('./dist/', './').replace(/(?:\.d\.ts|\.js)$/, '.ts'),
    );
    expect(sources.filter((path) => !textFiles().includes(path.slice(2)))).toEqual([]);
  });
});
