/** `benchgate scheduler`: the scenario of `bench.scheduler` from the command line. */
import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { CAC } from 'cac';
import writeFileAtomic from 'write-file-atomic';
import type { SchedulerOptions } from '../../../src/index.ts';
import { GateError } from '../../../src/model/errors.ts';
import type { Result } from '../../../src/model/result.ts';
import type { Duration } from '../../../src/model/units.ts';
import { abortOnSignals } from './abort-on-signals.ts';
import { type RawValue, readNumber, readNumbers, readText } from './option-values.ts';
import { createProgressLine } from './show-progress.ts';
import { readTask, taskForms } from './task-argument.ts';
import { wantsColors } from './wants-colors.ts';

type Flag =
  | 'tasks'
  | 'workers'
  | 'strategy'
  | 'executor'
  | 'depth'
  | 'task'
  | 'priority'
  | 'speeds'
  | 'repetitions'
  | 'warmUp'
  | 'window'
  | 'maxQueue'
  | 'timeout'
  | 'retries'
  | 'seed'
  | 'json';

/** The command's options as they were parsed. */
export type SchedulerFlags = Readonly<Partial<Record<Flag, RawValue>>>;

/** Adds the command to the command line. */
export function addSchedulerCommand(cli: CAC): void {
  cli
    .command('scheduler', 'Measure schedulers on real workers or in a simulation, without a test file')
    .option('--strategy <names>', 'One strategy, several with commas between them, or all (default: fifo)')
    .option('--tasks <n>', 'Tasks in one repetition (default: 1000)')
    .option('--executor <kind>', 'threads, processes or simulator (default: threads)')
    .option('--workers <n>', 'How many workers (default: the cores available)')
    .option('--speeds <list>', 'Speed of each worker, such as 1,1,0.5 (default: all 1)')
    .option('--depth <n>', 'Tasks in flight on one worker (default: 1)')
    .option('--task <task>', `What a task does: ${taskForms} (default: noop)`)
    .option('--priority <levels>', 'Priority of all tasks, or levels to draw from, such as 0,1,2 (default: 0)')
    .option('--seed <n>', 'Decides whatever is drawn at random (default: 1)')
    .option('--repetitions <n>', 'Timed repetitions (default: 10)')
    .option('--warm-up <n>', 'Repetitions before, not counted (default: 2)')
    .option('--window <n>', 'Tasks that are submitted and unfinished at once (default: all)')
    .option('--max-queue <n>', 'Tasks that may wait; more of them fail (default: no limit)')
    .option('--timeout <duration>', 'How long one task may run (default: 30s)')
    .option('--retries <n>', 'How often a failed task is run again (default: 0)')
    .option('--json [file]', 'Print the results as JSON and nothing else, or write them to a file beside the table')
    .example((name) => `  $ ${name} scheduler --tasks 1000 --workers 10 --strategy all`)
    .example((name) => `  $ ${name} scheduler --strategy fifo,work-stealing --task sleep:10ms --depth 8`)
    .example((name) => `  $ ${name} scheduler --executor simulator --workers 1000 --tasks 100000 --task sleep:10ms`)
    .example((name) => `  $ ${name} scheduler --task ./resize.ts#resize --priority 0,1,2 --json results.json`)
    .action(measure);
}

async function measure(flags: SchedulerFlags): Promise<void> {
  const options = readSchedulerFlags(flags);
  const file = await readJsonFile(flags.json);
  // Loaded here: help and the other commands need none of it.
  const { jsonReport, readEnvironment, runScheduler, terminalReport } = await import('../../../src/index.ts');
  const progress = createProgressLine(process.stderr);
  const abort = abortOnSignals();
  let results: readonly Result[];
  try {
    const outcome = await runScheduler(options, { signal: abort.signal, onProgress: (done) => progress.update(done) });
    results = 'ranking' in outcome ? [...outcome] : [outcome];
  } finally {
    abort.stop();
    progress.clear();
  }
  const document = jsonReport.render(results, { environment: readEnvironment() });
  if (file !== undefined) await writeFileAtomic(file, `${document}\n`);
  console.log(flags.json === true ? document : terminalReport.render(results, { colors: wantsColors(process.stdout) }));
}

/**
 * Reads the flags as options of the scenario, which checks their values.
 *
 * @throws GateError `BAD_OPTION`, `BAD_TASK`
 */
export function readSchedulerFlags(flags: SchedulerFlags): SchedulerOptions {
  const strategy = readText(flags.strategy, '--strategy');
  const speeds = readNumbers(flags.speeds, '--speeds');
  const workers = readNumber(flags.workers, '--workers');
  if (speeds !== undefined && workers !== undefined && workers !== speeds.length) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `--speeds names ${speeds.length} workers, --workers ${workers}.`,
      fix: 'Leave --workers out, or name the speed of each worker.',
    });
  }
  const levels = readNumbers(flags.priority, '--priority');
  const priority = levels?.length === 1 ? levels[0] : levels && { levels };
  const options = {
    strategy: strategy?.includes(',') ? strategy.split(',').map((name) => name.trim()) : strategy,
    executor: readText(flags.executor, '--executor'),
    tasks: readNumber(flags.tasks, '--tasks'),
    workers: speeds === undefined ? workers : { speeds },
    depth: readNumber(flags.depth, '--depth'),
    task: readTask(readText(flags.task, '--task') ?? 'noop', priority),
    seed: readNumber(flags.seed, '--seed'),
    repetitions: readNumber(flags.repetitions, '--repetitions'),
    warmUp: readNumber(flags.warmUp, '--warm-up'),
    window: readNumber(flags.window, '--window'),
    maxQueue: readNumber(flags.maxQueue, '--max-queue'),
    timeout: readText(flags.timeout, '--timeout') as Duration | undefined,
    retries: readNumber(flags.retries, '--retries'),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The file of `--json`; found out before the run that it cannot be written, not after it. */
async function readJsonFile(value: RawValue): Promise<string | undefined> {
  if (value === true) return undefined;
  const text = readText(value, '--json');
  if (text === undefined) return undefined;
  const path = resolve(text);
  try {
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `--json: ${path} cannot be written.`,
      fix: 'Name a file in a folder that exists and is writable for you.',
      cause,
    });
  }
  return path;
}
