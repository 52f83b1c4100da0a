/** A small git project with one benchmark of each kind and a saved baseline; each trial changes the code. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freezeCode } from './frozen-code.ts';
import { ruleVersion } from './rule-version.ts';
import { runGroup, type Stop } from './run-group.ts';
import { userEnvironment } from './user-environment.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const sources = fileURLToPath(new URL('project/', import.meta.url));

/** What a run of Vitest left behind. */
export interface ProjectRun {
  /** Wall time in seconds. */
  readonly seconds: number;
  readonly code: number | null;
  /** What it printed, the end of it. */
  readonly printed: string;
  /** Lines of the trial project's reporter, and of its recording. */
  readonly report: string;
  readonly recording: string;
}

export interface TrialProject extends Disposable {
  /** The version of the rule that judges its runs. */
  readonly rule: string;
  /** Runs a bench file as it is with this much more work than the baseline has, once. */
  run(
    trial: { readonly file: string; readonly extra: number; readonly margin: number },
    stop: Stop,
  ): Promise<ProjectRun>;
}

/** Its folder lies among the temporary files, and is removed at the end of its `using` block. */
export function createTrialProject(): TrialProject {
  const root = mkdtempSync(join(tmpdir(), 'benchgate-trials-'));
  const project = join(root, 'project');
  const temporary = join(root, 'tmp');
  const code = join(root, 'benchgate');
  freezeCode(repository, code);
  mkdirSync(temporary);
  cpSync(sources, project, { recursive: true });
  mkdirSync(join(project, 'node_modules'));
  for (const name of ['vitest', 'vite'])
    symlinkSync(join(repository, 'node_modules', name), join(project, 'node_modules', name));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(project, '.gitignore'), 'node_modules\n');
  const unchanged = readFileSync(join(project, 'src/extra.ts'), 'utf8');
  writeConfig(project, 0.05);
  const git = (...words: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=trial', '-c', 'user.email=trial@localhost', ...words], { cwd: project });
  const vitest = (...words: readonly string[]): readonly string[] => [
    join(repository, 'node_modules/vitest/vitest.mjs'),
    'bench',
    '--run',
    ...words,
  ];
  const report = join(root, 'report.jsonl');
  const recording = join(root, 'recording.jsonl');
  const env = { ...userEnvironment(), TMPDIR: temporary, GATE_REPORT: report };
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=code');
  execFileSync(process.execPath, [...vitest('--', '--save=baseline')], { cwd: project, env, stdio: 'pipe' });
  git('add', '.');
  git('commit', '--quiet', '--message=baseline');
  return {
    rule: ruleVersion(code),
    async run({ file, extra, margin }, stop) {
      for (const left of [report, recording]) rmSync(left, { force: true });
      writeFileSync(join(project, 'src/extra.ts'), unchanged.replace('= 0;', `= ${extra};`));
      writeConfig(project, margin);
      const begun = performance.now();
      const ended = await runGroup(
        process.execPath,
        vitest(`bench/${file}.bench.ts`, '--', '--compare=baseline'),
        {
          cwd: project,
          env: { ...env, BENCHGATE_RECORD: recording },
        },
        stop,
      );
      return {
        ...ended,
        seconds: (performance.now() - begun) / 1000,
        report: read(report),
        recording: read(recording),
      };
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function writeConfig(project: string, margin: number): void {
  const plugin = relative(project, join(project, '../benchgate/plugin/index.ts'));
  writeFileSync(
    join(project, 'vitest.config.ts'),
    `import { defineConfig } from 'vitest/config';
import benchgate from '${plugin}';
export default defineConfig({
  plugins: [benchgate({ smallestSlowdown: ${margin} })],
  test: { benchmark: { include: ['bench/**/*.bench.ts'] }, reporters: ['default', './report.mjs'], testTimeout: 300_000 },
});
`,
  );
}
