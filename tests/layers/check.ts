/** Holds a source tree against the table of layers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { type Import, readImports } from './imports.ts';
import type { House, Layer } from './table.ts';

/** A broken rule, said so that it can be mended without reading the test. */
export interface Violation {
  readonly file: string;
  /** 0 when the whole file is meant. */
  readonly line: number;
  readonly what: string;
  readonly rule: string;
  readonly fix: string;
}

interface SourceFile {
  readonly path: string;
  readonly layer: Layer | undefined;
  readonly imports: readonly Import[];
}

/** One line per violation: `file:line: what. Rule: … Fix: …` */
export function renderViolation({ file, line, what, rule, fix }: Violation): string {
  return `${file}${line > 0 ? `:${line}` : ''}: ${what}\n  Rule: ${rule}.\n  Fix: ${fix}.`;
}

/** Reads all of `src` and `plugin` below `root` and answers every broken rule, in the order of files and lines. */
export function checkHouse(root: string, house: House): Violation[] {
  const violations: Violation[] = [];
  const files = new Map<string, SourceFile>();
  for (const path of sourcePaths(root)) {
    violations.push(...checkName(path, house));
    const { imports, exportAll } = readImports(path, readFileSync(join(root, path), 'utf8'));
    const layer = layerOf(path, house);
    files.set(path, { path, layer, imports });
    if (!layer) {
      violations.push({
        file: path,
        line: 0,
        what: 'is in no layer',
        rule: 'every file of src and plugin belongs to a layer',
        fix: 'move it into a folder of tests/layers/table.ts, or add its folder there with what it may import',
      });
    }
    for (const line of exportAll) {
      violations.push({
        file: path,
        line,
        what: 'has an `export *`',
        rule: 'what a module exports is listed by name',
        fix: 'list the names: export { a, b } from …',
      });
    }
  }
  for (const file of files.values()) {
    if (!file.layer) continue;
    for (const one of file.imports) {
      const violation = checkImport(file, file.layer, one, house, root);
      if (violation) violations.push({ ...violation, file: file.path, line: one.line });
    }
  }
  for (const { at, without } of house.lightEntries) violations.push(...checkLight(at, without, files));
  return violations.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

function sourcePaths(root: string): string[] {
  return ['src', 'plugin']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(root.length + 1)
            .split(sep)
            .join('/'),
        ),
    )
    .toSorted();
}

function checkName(path: string, house: House): Violation[] {
  const names = path.split('/').map((name) => name.replace(/\..*$/, ''));
  const found: Violation[] = [];
  const empty = names.find((name) => name.split('-').some((word) => house.emptyNames.includes(word)));
  if (empty !== undefined) {
    found.push({
      file: path,
      line: 0,
      what: `is called "${empty}"`,
      rule: `no file or folder is called ${house.emptyNames.join(', ')}`,
      fix: 'name it after the one idea that it holds',
    });
  }
  if (names.at(-1) === 'index' && !house.indexFiles.includes(path)) {
    found.push({
      file: path,
      line: 0,
      what: 'is an index file',
      rule: `the only index files are ${house.indexFiles.join(' and ')}`,
      fix: 'name it after what it does, and import from the files themselves',
    });
  }
  return found;
}

function layerOf(path: string, house: House): Layer | undefined {
  return house.layers
    .filter(({ at }) => contains(at, path))
    .toSorted((a, b) => b.at.length - a.at.length)
    .at(0);
}

function contains(at: string, path: string): boolean {
  return path === at || path.startsWith(`${at}/`);
}

type Broken = Pick<Violation, 'what' | 'rule' | 'fix'>;

function checkImport(file: SourceFile, layer: Layer, one: Import, house: House, root: string): Broken | undefined {
  if (!one.specifier.startsWith('.')) return checkPackage(layer, one);
  const says = `${verb(one)} "${one.specifier}${one.whole ? '' : '…'}"`;
  if (!one.whole && one.form !== 'url') {
    return {
      what: `${says}, of which a part is computed`,
      rule: 'imports of our own files are literals, so that layers can be checked and files can be found',
      fix: 'write one import("./…") for each file, for example in a switch',
    };
  }
  const target = posix.join(posix.dirname(file.path), one.specifier);
  if (!contains('src', target) && !contains('plugin', target)) {
    if (one.form === 'url' || target === 'package.json') return undefined;
    return {
      what: `${says} outside of src and plugin`,
      rule: 'the product imports nothing from tests, scripts or other folders: they are not in the package',
      fix: 'move what is needed into src or plugin',
    };
  }
  // In the package, tsc has written `.js` in the place of `.ts`.
  const source = target.replace(/\.js$/, '.ts');
  if (one.form === 'url' && one.whole && !existsSync(join(root, source))) {
    return {
      what: `${says}, and there is no such file`,
      rule: 'a path handed over by URL exists (the compiler does not check it)',
      fix: `write the path of an existing file, relative to ${file.path}`,
    };
  }
  return checkTarget(layer, one, says, target, house);
}

function checkTarget(layer: Layer, one: Import, says: string, target: string, house: House): Broken | undefined {
  const allowed = [...layer.imports, ...(one.form === 'url' ? (layer.locates ?? []) : [])];
  const home = layerOf(target.replace(/\/$/, ''), house);
  // An entry names a file by itself, a layer (`plugin` without `plugin/node`), or a folder inside a layer.
  const fits =
    home === layer || allowed.some((at) => (home?.at === at ? true : contains(at, target) && !isLayer(at, house)));
  if (fits) return undefined;
  return {
    what: `${says} (${home?.at ?? 'no layer'})`,
    rule: `${layer.at} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'}: ${layer.because}`,
    fix: `move the shared part down to a layer that both may import, or hand it in as an argument${
      layer.at.startsWith('plugin') ? ', or export it from src/index.ts' : ''
    }; change tests/layers/table.ts only when the house itself changes`,
  };
}

function isLayer(at: string, house: House): boolean {
  return house.layers.some((layer) => layer.at === at);
}

function checkPackage(layer: Layer, one: Import): Broken | undefined {
  const [name = ''] = one.specifier.split('/');
  const says = `${verb(one)} "${one.specifier}"`;
  if (name === 'benchgate' || name.startsWith('#')) {
    return {
      what: says,
      rule: 'the product refers to its own files by relative paths',
      fix: 'write the relative path, ending in .ts',
    };
  }
  if (name !== 'vitest' && name !== 'vite' && name !== '@vitest') return undefined;
  const host = layer.host ?? [];
  const fits = host.some(({ module, as }) => module === one.specifier && (as === 'value' || one.form === 'type'));
  if (fits) return undefined;
  const allowed = host.map(({ module, as }) => (as === 'type' ? `${module} (as \`import type\`)` : module));
  return {
    what: says,
    rule: `${layer.at} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing'} of the host: ${layer.because}`,
    fix: layer.at.startsWith('src')
      ? 'keep what needs Vitest in plugin, and hand the rest in as plain data'
      : 'move the part that needs it to plugin/node, and send its data through provide, meta or an artifact',
  };
}

function verb(one: Import): string {
  return { value: 'imports', type: 'imports the types of', lazy: 'imports lazily', url: 'locates' }[one.form];
}

/** Follows what an entry loads at once (no types, no `import()`) and reports the chain to each file that it must not load. */
function checkLight(entry: string, without: readonly string[], files: ReadonlyMap<string, SourceFile>): Violation[] {
  const violations: Violation[] = [];
  const reached = new Map<string, readonly string[]>([[entry, [entry]]]);
  for (const [path, chain] of reached) {
    for (const { form, specifier, line } of files.get(path)?.imports ?? []) {
      if (form !== 'value' || !specifier.startsWith('.')) continue;
      const target = posix.join(posix.dirname(path), specifier);
      if (reached.has(target)) continue;
      if (!without.some((at) => contains(at, target))) {
        reached.set(target, [...chain, target]);
        continue;
      }
      violations.push({
        file: path,
        line,
        what: `loads ${target} at once (${[...chain, target].join(' → ')})`,
        rule: `${entry} starts in every worker and loads none of ${without.join(', ')} before a benchmark asks for it`,
        fix: "use `import type`, or `await import('…')` where it is needed",
      });
    }
  }
  return violations;
}
