/** The first module of a bundle: prepares what Vitest gives to modules, then loads the setup files and the bench file. */
import { pathToFileURL } from 'node:url';
import { scenarioEntries } from '../../../src/twins/scenario-entries.ts';
import { envGlobal, requireGlobal } from './own-meta.ts';
import type { TreeMapping } from './tree-mapping.ts';

/** Which files, and whose engine. */
export interface EntryRequest {
  /** In the order of their loading. */
  readonly entries: readonly string[];
  /** The engine's entry, absolute. */
  readonly engine: string;
  readonly mapping: TreeMapping | undefined;
}

export function entryCode({ entries, engine, mapping }: EntryRequest): string {
  const load = `import(${JSON.stringify(pathToFileURL(engine).href)})`;
  return [
    "import { createRequire } from 'node:module';",
    "import { isAbsolute, join, relative } from 'node:path';",
    `${requireGlobal} = (url) => {`,
    '  const require = createRequire(url);',
    '  const isPath = (specifier) => /^(?:[./]|[a-z][a-z\\d+.-]*:)/i.test(specifier);',
    '  const resolved = (specifier) => new URL(require.resolve(specifier), "file:").href;',
    '  const resolveUrl = (specifier) => isPath(specifier) ? new URL(specifier, url).href : resolved(specifier);',
    '  return Object.assign(require, { resolveUrl });',
    '};',
    // The worker's environment, which the measuring process inherits.
    'const { DEV, PROD, SSR } = process.env;',
    `${envGlobal} = { ...process.env, DEV: !!DEV, PROD: !!PROD, SSR: !!SSR };`,
    ...(mapping === undefined ? [] : taskOfBase(mapping)),
    `const engine = async () => ${mapping === undefined ? load : `withOwnTasks(await ${load})`};`,
    "globalThis[Symbol.for('benchgate.twin')].engine = engine;",
    // One after the other: setup files may make what the bench file needs as soon as it is loaded.
    ...entries.map((entry) => `await import(${JSON.stringify(entry)});`),
  ].join('\n');
}

/** A task's file that is named from the current directory is the one that lies there in the tree of the base. */
function taskOfBase({ headTop, baseTop }: TreeMapping): string[] {
  return [
    'const ownTask = (task) => {',
    "  if (typeof task?.file !== 'string' || task.file.startsWith('file:') || isAbsolute(task.file)) return task;",
    `  const path = relative(${JSON.stringify(headTop)}, join(process.cwd(), task.file));`,
    "  const isOutside = path.startsWith('..') || isAbsolute(path);",
    `  return isOutside ? task : { ...task, file: join(${JSON.stringify(baseTop)}, path) };`,
    '};',
    // What is left out stays so: a scenario may have a task of its own.
    "const ofBase = (run) => (options, context) => run('task' in options ? { ...options, task: ownTask(options.task) } : options, context);",
    'const withOwnTasks = (engine) => ({',
    '  ...engine,',
    // The engine of the base may be older, and lack one of them.
    ...Object.values(scenarioEntries).map(
      (entry) => `  ...(engine.${entry} && { ${entry}: ofBase(engine.${entry}) }),`,
    ),
    '});',
  ];
}
