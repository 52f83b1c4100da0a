/** Both sides' code of a bench file, as the main process has prepared it, and the processes that measure it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerTestCase } from 'vitest';
import { cpuToPinTo } from '../../src/twins/pinning.ts';
import { MeasuringProcess } from '../../src/twins/measuring-process.ts';
import { type FileSettings, MeasuringProcesses } from '../../src/twins/processes.ts';
import type { Side } from '../../src/twins/protocol.ts';
import { GateError } from '../../src/model/errors.ts';
import { benchFileName } from '../bench-file.ts';
import { manifestName, type TwinManifest } from '../twins-manifest.ts';
import { hostFile } from './host-file.ts';
import type { RunWithTwins } from './judge-by-code.ts';
import { openCode } from './open-code.ts';

type FileTask = RunnerTestCase['file'];

/** A bench file's code beside that of a commit. */
export type SideOfCommit =
  | ReadySide
  /** The commit did not have this benchmark. */
  | { readonly type: 'new' }
  /** `unavailable`: the commit cannot be checked out. The others: a side cannot be built. */
  | { readonly type: 'unavailable' | 'base error' | 'head error'; readonly message: string };

export interface ReadySide {
  readonly type: 'ready';
  /** The processes that measure it; those that are pinned are others. */
  processes(pinned: boolean): MeasuringProcesses;
}

/** The code of a bench file, undefined when none was prepared for it. */
export function codeOf(file: FileTask, project: string, run: RunWithTwins): Promise<CodeOfFile | undefined> {
  const known = openCode.get(file);
  if (known !== undefined) return known;
  const read = readCode(file, project, run);
  openCode.set(file, read);
  return read;
}

/** Ends the processes of a bench file. */
export async function closeCode(file: FileTask): Promise<void> {
  // What could not be read has failed its tests.
  const code = await openCode.get(file)?.catch(() => undefined);
  openCode.delete(file);
  await code?.close();
}

async function readCode(file: FileTask, project: string, run: RunWithTwins): Promise<CodeOfFile | undefined> {
  const path = join(run.twins.folder, manifestName(project, benchFileName(run.root, file.filepath)));
  try {
    return new CodeOfFile(JSON.parse(await readFile(path, 'utf8')) as TwinManifest);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new GateError({
      code: 'UNSUPPORTED',
      message: `What was prepared to measure the code of the baseline cannot be read: ${(error as Error).message}`,
      fix: 'Run it again; if this comes back, look at the folder for temporary files (TMPDIR).',
      cause: error,
    });
  }
}

/** The full names of the tests in today's bench file, and in the commit's own. */
type TestsOfSides = Readonly<Record<Side, ReadonlySet<string>>>;

export class CodeOfFile {
  readonly #manifest: TwinManifest;
  readonly #processes = new Map<string, MeasuringProcesses>();
  readonly #tests = new Map<string, Promise<TestsOfSides | undefined>>();

  constructor(manifest: TwinManifest) {
    this.#manifest = manifest;
  }

  /** The commit that a result is compared with, undefined when its baseline has no code. */
  commitOf(key: string): string | undefined {
    return this.#manifest.commit ?? this.#manifest.commits[key];
  }

  /** What can be measured of a test beside a commit. */
  async against(commit: string, test: string): Promise<SideOfCommit> {
    const { head, bases, own } = this.#manifest;
    const base = bases[commit]!;
    if ('unavailable' in base) return { type: 'unavailable', message: base.unavailable };
    if (own[commit] !== undefined && 'missing' in own[commit]) return { type: 'new' };
    if ('error' in head) return { type: 'head error', message: head.error };
    const known = await this.#testsOf(commit);
    // A test that is not even found in today's file outside of Vitest may well have been in the base's.
    if (known?.head.has(test) === true && !known.base.has(test)) return { type: 'new' };
    if ('error' in base) return { type: 'base error', message: base.error };
    if (!('module' in head) || !('module' in base)) return { type: 'new' };
    const modules = { head: head.module, base: base.module };
    return { type: 'ready', processes: (pinned) => this.#measuring(modules, pinned) };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((processes) => processes.close()));
    this.#processes.clear();
  }

  #measuring(modules: FileSettings['modules'], pinned: boolean): MeasuringProcesses {
    const key = `${modules.base} ${pinned}`;
    const known = this.#processes.get(key);
    if (known !== undefined) return known;
    const processes = new MeasuringProcesses(this.#settings(modules, pinned));
    this.#processes.set(key, processes);
    return processes;
  }

  #settings(modules: FileSettings['modules'], pinned: boolean): FileSettings {
    const { globals } = this.#manifest;
    return {
      hostFile,
      modules,
      globals,
      provided: providedValues(),
      execArgv: process.execArgv.filter((flag) => !watching.test(flag)),
      cwd: process.cwd(),
      cpu: pinned ? cpuToPinTo() : undefined,
    };
  }

  /** The tests of the commit's own bench file, where it is not a baseline that says which; undefined when it cannot tell. */
  #testsOf(commit: string): Promise<TestsOfSides | undefined> {
    const { own, head } = this.#manifest;
    const base = own[commit];
    if (base === undefined || !('module' in base) || !('module' in head)) return Promise.resolve(undefined);
    const known = this.#tests.get(commit) ?? this.#listTests({ head: head.module, base: base.module });
    this.#tests.set(commit, known);
    return known;
  }

  async #listTests(modules: FileSettings['modules']): Promise<TestsOfSides | undefined> {
    const { globals, provided, ...settings } = this.#settings(modules, false);
    const listing = new MeasuringProcess(settings);
    try {
      const loaded = await listing.load({ type: 'load', modules, first: 'base', globals, provided }, listingPatience);
      if (loaded.type !== 'loaded') return undefined;
      return { head: new Set(loaded.tests.head), base: new Set(loaded.tests.base) };
    } finally {
      listing.end();
    }
  }
}

/** Both bench files are loaded, and nothing is measured. What hangs there hangs again where it is told. */
const listingPatience = { milliseconds: 10_000 };

/** Flags of Node that watch this process and are of no use in another, or would be in its way. */
const watching = /^--(?:inspect|cpu-prof|heap-prof|trace-|prof|expose-gc|enable-source-maps)/;

/** What `inject` answers, without what is ours. */
function providedValues(): Readonly<Record<string, unknown>> {
  const { __vitest_worker__: worker } = globalThis as {
    readonly __vitest_worker__?: { readonly providedContext?: Readonly<Record<string, unknown>> };
  };
  const { benchgate: _own, ...others } = worker?.providedContext ?? {};
  return others;
}
