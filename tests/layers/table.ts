/** The house: which folder may import which. This table is where the layout is written down; the test holds it up. */

/** One layer. The layer of a file is the one with the longest `at` that contains it. */
export interface Layer {
  /** A folder or a file, from the root of the repository. */
  readonly at: string;
  /** The folders and files that it may import, besides itself. */
  readonly imports: readonly string[];
  /** The folders that it may hand over as a path by `new URL(…, import.meta.url)`, besides those that it may import. */
  readonly locates?: readonly string[];
  /** Where the host may be imported from; nowhere when absent. */
  readonly host?: readonly HostImport[];
  /** Why, for whoever breaks it. */
  readonly because: string;
}

/** An entry of the host (Vitest, Vite) that a layer may import. */
export interface HostImport {
  readonly module: string;
  /** `type`: erased when compiled, so that nothing is loaded. */
  readonly as: 'value' | 'type';
}

/** An entry that starts in every worker: what it loads at once is paid for by every bench file. */
export interface LightEntry {
  readonly at: string;
  /** What must not be among the files that it loads before a benchmark asks for them. */
  readonly without: readonly string[];
}

/** The rules of a source tree. */
export interface House {
  readonly layers: readonly Layer[];
  readonly lightEntries: readonly LightEntry[];
  /** The only index files. */
  readonly indexFiles: readonly string[];
  /** Words that no file or folder may be called by: they say nothing about what is inside. */
  readonly emptyNames: readonly string[];
}

const belowStatistics = ['src/model'];
const belowMeasurement = ['src/statistics', ...belowStatistics];
const belowExecutors = ['src/schedulers', 'src/measurement', ...belowMeasurement];
const producers = ['src/scenarios', 'src/executors', 'src/schedulers', 'src/measurement'];
const judges = ['src/targets', 'src/baseline'];
/** The base's code: where it lies, and the processes that measure it beside today's. */
const twins = ['src/base-tree', 'src/twins'];
const everyFolder = [...producers, ...judges, ...twins, 'src/reports', 'src/statistics', 'src/model'];

/**
 * What the plugin may see of the engine: the public names, and the light parts by themselves. `src/index.ts` loads every
 * producer with its packages, which takes a run of plain benchmarks a quarter of a second in each process.
 */
const engineEntries = [
  'src/index.ts',
  'src/gate',
  'src/model',
  'src/statistics',
  'src/measurement',
  'src/baseline',
  'src/base-tree',
  'src/twins',
  'src/reports',
  // Matchers are synchronous, so that what they judge with is loaded with them.
  'src/targets',
];

const vitestInWorker: readonly HostImport[] = [{ module: 'vitest', as: 'value' }];
const vitestAnywhere: readonly HostImport[] = [
  ...vitestInWorker,
  { module: 'vitest/config', as: 'type' },
  { module: 'vite', as: 'type' },
  { module: 'vitest/node', as: 'type' },
];

/** The rules of this repository. */
export const house: House = {
  layers: [
    { at: 'src/model', imports: [], because: 'the model imports nothing of ours: everything else stands on it' },
    { at: 'src/statistics', imports: belowStatistics, because: 'statistics know numbers, not where they come from' },
    { at: 'src/measurement', imports: belowMeasurement, because: 'measuring stands on statistics and the model only' },
    {
      at: 'src/schedulers',
      imports: ['src/model'],
      because: 'a strategy is pure: it knows neither threads nor clocks',
    },
    {
      at: 'src/executors',
      imports: belowExecutors,
      because: 'executors run what schedulers place; they judge nothing',
    },
    {
      at: 'src/scenarios',
      imports: ['src/executors', ...belowExecutors],
      because: 'scenarios produce results; producers and judges meet in src/gate only',
    },
    {
      at: 'src/targets',
      imports: belowMeasurement,
      because: 'judges read results and never import what produces them, so that stored results can be judged again',
    },
    {
      at: 'src/baseline',
      imports: belowMeasurement,
      because: 'judges read results and never import what produces them, so that stored results can be judged again',
    },
    {
      at: 'src/base-tree',
      imports: ['src/measurement', 'src/model'],
      because: "a base's tree is files on disk: whoever opens it neither knows what is measured in it nor judges",
    },
    { at: 'src/reports', imports: ['src/model'], because: 'a report shows a result; it neither measures nor judges' },
    {
      at: 'src/twins',
      imports: ['src/measurement', ...belowMeasurement],
      because: 'measuring processes load little: a scenario is run by the engine of the side that is measured',
    },
    { at: 'src/gate', imports: everyFolder, because: 'the gate is the one place where producers and judges meet' },
    {
      at: 'src/index.ts',
      imports: ['src/gate', ...everyFolder],
      because: 'src/index.ts lists the public names; src never imports the plugin or its host',
    },
    {
      at: 'plugin',
      imports: engineEntries,
      host: vitestAnywhere,
      because: 'what node and worker share takes producers from src/index.ts only, and loads no side of Vitest',
    },
    {
      at: 'plugin/index.ts',
      imports: ['plugin', 'plugin/node', ...engineEntries],
      locates: ['plugin/worker'],
      host: vitestAnywhere,
      because: 'the plugin itself runs in the main process: it starts plugin/node and only names the worker files',
    },
    {
      at: 'plugin/node',
      imports: ['plugin', ...engineEntries],
      locates: ['plugin/worker'],
      host: [
        ...vitestInWorker,
        ...['vitest/config', 'vitest/node', 'vite'].map((module) => ({ module, as: 'value' }) as const),
      ],
      because: 'the main process hands the worker files over by path and never loads them',
    },
    {
      at: 'plugin/worker',
      imports: ['plugin', ...engineEntries],
      host: vitestInWorker,
      because: 'a worker never loads the side of the main process (vitest/node, plugin/node, plugin/index.ts)',
    },
  ],
  lightEntries: [
    { at: 'plugin/worker/runner.ts', without: ['src/index.ts', 'src/gate', 'src/scenarios', 'src/executors'] },
  ],
  indexFiles: ['src/index.ts', 'plugin/index.ts'],
  emptyNames: ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared'],
};
