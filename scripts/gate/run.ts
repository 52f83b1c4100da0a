/**
 * Tries the gate on real code, again and again, as a user would run it: unchanged and slowed down, beside a noisy neighbour
 * and without. Every judged result is a line of `docs/gate/trials.jsonl`, every process one of `docs/gate/pairs.jsonl`;
 * `docs/gate/table.md` is made of them.
 *
 *     npm run bench:gate                   all of it, about four hours; it goes on where it was interrupted
 *     npm run bench:gate -- --quick        a first picture, in ten minutes
 *     npm run bench:gate -- --minutes 60   as much as fits
 *     npm run bench:gate -- --planted      only finds out which slowdowns are really planted
 *     npm run bench:gate -- --table        only the table of what there is
 *     npm run bench:gate -- --rule 0f…     the table of another version of the rule
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../../src/statistics/random.ts';
import { allCells, type Cell, nextCell, quickCells } from './cells.ts';
import { canPin } from './can-pin.ts';
import { currentTrials } from './current-trials.ts';
import { type Kind, kinds } from './kinds.ts';
import { startNeighbour } from './neighbour.ts';
import { type Calibration, calibrate, extraFor, type KindCalibration, readCalibration, unmeasured } from './planted.ts';
import { appendLines, isJudged, readLines, type TrialLine } from './recordings.ts';
import { ruleVersion } from './rule-version.ts';
import type { Stop } from './run-group.ts';
import { linesOf } from './trial-lines.ts';
import { createTrialProject, type TrialProject } from './trial-project.ts';
import { renderTable } from './trial-table.ts';

const repository = join(import.meta.dirname, '../..');
const folder = join(repository, 'docs/gate');
const files = {
  trials: join(folder, 'trials.jsonl'),
  pairs: join(folder, 'pairs.jsonl'),
  planted: join(folder, 'planted.json'),
  table: join(folder, 'table.md'),
};

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    planted: { type: 'boolean', default: false },
    table: { type: 'boolean', default: false },
    rule: { type: 'string' },
  },
});

/** So many runs without a verdict in a row, and it is not the trial: the code cannot be run. */
const mostUnjudged = 3;
/** In shorter runs there is no time to find out what is planted. In minutes. */
const shortRun = 60;
const minutes = numberOf('minutes', values.minutes ?? (values.quick ? '10' : 'Infinity'));

mkdirSync(folder, { recursive: true });
if (values.table || values.rule !== undefined) showTable(values.rule ?? lastRule());
else showTable(await runAll(stopOnSignals()));

/** @returns the version of the rule that was tried */
async function runAll(stop: Stop): Promise<string> {
  using project = createTrialProject();
  const { rule } = project;
  const until = performance.now() + minutes * 60_000;
  const calibration: Partial<Record<Kind, KindCalibration>> = readCalibration(files.planted);
  if (values.planted || minutes >= shortRun) {
    for (const kind of unmeasured(calibration)) {
      const found = await calibrate(kind, (line) => console.log(line), stop);
      if (found === undefined) return rule;
      calibration[kind] = found;
      writeFileSync(files.planted, `${JSON.stringify(calibration, null, 2)}\n`);
    }
    if (values.planted) return rule;
  }
  const cells = (values.quick ? quickCells() : allCells()).filter(({ kind }) => !kinds[kind].pinned || canPin());
  const random = createRandom(Date.now());
  let unjudged = 0;
  while (!stop.aborted && performance.now() < until) {
    const recorded = readLines<TrialLine>(files.trials);
    const cell = nextCell(cells, currentTrials(recorded, rule, calibration), random);
    if (cell === undefined) break;
    const trial = Math.max(0, ...recorded.map((line) => line.trial)) + 1;
    const judged = await runTrial(project, { cell, trial, calibration }, stop);
    unjudged = judged ? 0 : unjudged + 1;
    if (unjudged === mostUnjudged) {
      console.error(`Stopped: ${mostUnjudged} runs in a row had no verdict. The table says why.`);
      process.exitCode = 1;
      break;
    }
  }
  return rule;
}

interface Planned {
  readonly cell: Cell;
  readonly trial: number;
  readonly calibration: Calibration;
}

/** @returns whether there was a verdict, or the run was stopped */
async function runTrial(project: TrialProject, { cell, trial, calibration }: Planned, stop: Stop): Promise<boolean> {
  const { kind, slowdown, noisy, margin, benchmarks } = cell;
  const extra = extraFor(kind, slowdown, calibration);
  using _neighbour = noisy ? startNeighbour() : undefined;
  const run = await project.run({ file: benchmarks > 1 ? 'ten' : kind, extra, margin }, stop);
  // What was cut short says nothing.
  if (stop.aborted) return true;
  const { trials, pairs } = linesOf({ rule: project.rule, trial, cell, extra }, run);
  appendLines(files.pairs, pairs);
  appendLines(files.trials, trials);
  for (const line of trials) console.log(describe(line));
  return trials.every(isJudged);
}

function describe({
  trial,
  name,
  slowdown,
  noisy,
  margin,
  verdict,
  result,
  estimate,
  processes,
  seconds,
  run,
}: TrialLine): string {
  const change = estimate === undefined ? '' : `${(100 * estimate).toFixed(1)} %`;
  const told = result === verdict ? verdict : `${verdict} (result ${result})`;
  return [
    String(trial).padStart(5),
    name.padEnd(18),
    `+${100 * slowdown} %`.padStart(5),
    noisy ? 'noisy' : 'quiet',
    `margin ${100 * margin} %`,
    change.padStart(8),
    `${processes ?? 0} processes`.padStart(12),
    `${seconds.toFixed(1)} of ${run.toFixed(1)} s`.padStart(14),
    told,
  ].join('  ');
}

function numberOf(option: string, text: string): number {
  const number = Number(text);
  if (number > 0) return number;
  throw new Error(`--${option}: ${text} is not a number above 0.`);
}

/** That which was tried last. */
function lastRule(): string {
  return readLines<TrialLine>(files.trials).at(-1)?.rule ?? ruleVersion(repository);
}

function showTable(rule: string): void {
  const text = renderTable({
    rule,
    lines: readLines<TrialLine>(files.trials),
    calibration: readCalibration(files.planted),
  });
  if (values.rule === undefined) writeFileSync(files.table, text);
  console.log(text);
}

/** Aborted by Ctrl-C: the trial at hand is ended, what was recorded stays, and the table is made. */
function stopOnSignals(): Stop {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}
