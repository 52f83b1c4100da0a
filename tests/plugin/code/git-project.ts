/** A real project in a git repository of its own, whose code of another commit is measured beside today's. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import type { Comparison } from '../../../src/index.ts';
import type { MeasuredTest } from '../../../plugin/meta.ts';
import { config, createProject, type Project, type Ran } from '../project.ts';

/** Files by path. */
export type Files = Readonly<Record<string, string>>;

/** What one load of a bench file noted with `note(values)`. */
export interface Noted {
  readonly pid: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A run that compared. */
export interface Compared extends Ran {
  /** Comparisons by the key of their result. */
  readonly comparisons: Readonly<Record<string, readonly Comparison[]>>;
  /** What was noted, in Vitest and in the processes that measure both sides. */
  readonly noted: readonly Noted[];
}

export interface GitProject extends Project {
  git(...words: readonly string[]): string;
  /** Writes files and commits everything. @returns the full SHA */
  commit(files: Files): string;
  /** `vitest bench` against a revision, or, without one, against the saved baseline. */
  compare(revision: string | undefined, words?: readonly string[], env?: Files): Promise<Compared>;
}

/** The environment of every run: the settings of whoever runs the tests do not count. */
const gitEnvironment = { GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };

/** How a run has to end by its verdicts: what short runs on a busy machine are called is not always the same. */
export function codeByVerdicts({ comparisons }: Compared): 0 | 1 {
  return Object.values(comparisons).some((figures) => figures.some(({ verdict }) => verdict === 'slower')) ? 1 : 0;
}

/** The config of a project whose results are measured in one process only: what counts is that both sides were. */
export function quickConfig(options = '', test = ''): string {
  return config(`{ budget: { each: '1 ms' }, ${options} }`, test);
}

/** Short enough that a run takes no time in Vitest itself. */
export const short = '{ time: 20, warmupTime: 5 }';

/**
 * What the process that measured noted, each different line once, that of the base first (it says `base` where the other
 * says `head`).
 */
export function notedBySides({ noted }: Compared): readonly Noted['values'][] {
  // The first to load the bench file is Vitest itself.
  const outside = noted.filter(({ pid }) => pid !== noted[0]?.pid).map(({ values }) => JSON.stringify(sorted(values)));
  return [...new Set(outside)].sort().map((line) => JSON.parse(line) as Noted['values']);
}

function sorted(values: Noted['values']): Noted['values'] {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `note(values)`: leaves a line where the test can read it, whichever side of which process says it. */
const noteModule = `import { appendFileSync } from 'node:fs';
export const note = (values) => appendFileSync(process.env.NOTES, JSON.stringify({ pid: process.pid, values }) + '\\n');
`;

/** An empty repository with these files, which nothing has committed yet. */
export function createGitProject(files: Files): GitProject {
  const project = createProject({
    '.gitignore': 'node_modules\nout.json\nnotes.jsonl\n',
    'vitest.config.ts': quickConfig(),
    'note.mjs': noteModule,
    ...files,
  });
  const { root } = project;
  const git = (...words: readonly string[]): string => runGit(root, ...words);
  git('init', '--quiet', '--initial-branch=main');
  return {
    ...project,
    git,
    commit(more) {
      project.write(more);
      git('add', '--all');
      git('commit', '--quiet', '--message=change');
      return git('rev-parse', 'HEAD');
    },
    async compare(revision, words = [], env = {}) {
      const notes = join(root, 'notes.jsonl');
      for (const file of [notes, join(root, 'out.json')]) rmSync(file, { force: true });
      const ran = await project.vitest(
        ['--reporter=default', '--reporter=json', '--outputFile.json=out.json', ...words],
        {
          ...gitEnvironment,
          NOTES: notes,
          ...(revision === undefined ? {} : { BENCHGATE_COMPARE: revision }),
          ...env,
        },
      );
      return { ...ran, comparisons: readComparisons(join(root, 'out.json')), noted: readNotes(notes) };
    },
  };
}

/** @returns what git writes on stdout */
export function runGit(cwd: string, ...words: readonly string[]): string {
  const settings = ['user.name=Test', 'user.email=test@example.invalid', 'protocol.file.allow=always'];
  const options = settings.flatMap((each) => ['-c', each]);
  const env = { ...process.env, ...gitEnvironment };
  return execFileSync('git', [...options, ...words], { cwd, env, encoding: 'utf8', stdio: 'pipe' }).trimEnd();
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly meta: { readonly benchgate?: MeasuredTest } }[];
  }[];
}

function readComparisons(file: string): Record<string, readonly Comparison[]> {
  if (!existsSync(file)) return {};
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const results = tests.flatMap(({ meta }) => meta.benchgate?.results ?? []);
  return Object.fromEntries(results.map(({ key, comparisons }) => [key, comparisons]));
}

function readNotes(file: string): Noted[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Noted);
}
