import type { Executor } from '../../executors/executor.ts';
import { loadHistograms } from '../../measurement/histogram.ts';
import { heapAfterCollection, readProcessMemory } from '../../measurement/memory.ts';
import { GateError } from '../../model/errors.ts';
import type { Measurement } from '../../model/result.ts';
import type { Contender, Repetition } from './contender.ts';
import { Failures } from './drive.ts';
import { type Measurements, measure, observeRepetitions, observeTasks } from './observe.ts';
import type { SchedulerContext, SchedulerProgress } from './options.ts';
import type { SchedulerPlan } from './plan.ts';
import { requireGoingOn } from './require-going-on.ts';
import { parametersOf, resultName, type SchedulerResult } from './result.ts';
import { watchCpu } from './watch-cpu.ts';
import type { Workload } from './workload.ts';

/** What is to be measured. */
export interface Contest {
  readonly plan: SchedulerPlan;
  readonly workload: Workload;
  readonly contenders: readonly Contender[];
  readonly context: SchedulerContext;
  readonly warnings: readonly string[];
  /** The workers, where they are ours. */
  readonly executor?: Executor;
}

/** A contender with what has been measured of it. */
interface Entry {
  readonly contender: Contender;
  readonly repetitions: Repetition[];
  memoryGrowth: number;
}

/** Warm-up, timed repetitions in turns, then memory: one result for each contender, in their order. */
export async function measureContenders(contest: Contest): Promise<SchedulerResult[]> {
  const { plan, contenders } = contest;
  const entries = contenders.map((contender): Entry => ({ contender, repetitions: [], memoryGrowth: 0 }));
  for (let round = 0; round < plan.warmUp; round += 1) {
    for (const [turn, { contender }] of entries.entries()) {
      report(contest, 'warm-up', contender, round * entries.length + turn, plan.warmUp * entries.length);
      await run(contest, contender);
    }
  }
  const cpu = await measureTimed(contest, entries);
  const createHistogram = await loadHistograms();
  const results: SchedulerResult[] = [];
  for (const [index, { contender, repetitions, memoryGrowth }] of entries.entries()) {
    report(contest, 'memory', contender, index, entries.length);
    const warnings = [...contest.warnings];
    const metrics: Measurements = {
      ...observeRepetitions(plan, contest.workload, contender.kind, repetitions),
      ...observeTasks(contender.kind, repetitions, createHistogram),
      ...(contest.context.brief === true ? {} : await observeRun(contest, contender, memoryGrowth, cpu, warnings)),
    };
    const failures = new Failures();
    for (const repetition of repetitions) failures.merge(repetition.failures);
    results.push({
      scenario: 'scheduler',
      kind: contender.kind,
      scheduler: contender.name,
      name: resultName(plan, contender.name, contenders.length === 1),
      parameters: parametersOf(plan, contender.kind, contender.name),
      metrics,
      warnings: [...warnings, ...failures.describe()],
    });
  }
  return results;
}

/** The timed repetitions; every round another contender begins. */
async function measureTimed(contest: Contest, entries: readonly Entry[]): Promise<Measurement | undefined> {
  const { plan, context } = contest;
  const brief = context.brief === true;
  const alone = entries.length === 1;
  const before = alone && !brief ? heapAfterCollection() : 0;
  // What several do in turns cannot be told apart in the process's CPU time.
  const watch = alone && !brief ? await watchCpu(contest.executor) : undefined;
  try {
    for (let round = 0; round < plan.repetitions; round += 1) {
      const last = round === plan.repetitions - 1 && !brief;
      for (let turn = 0; turn < entries.length; turn += 1) {
        const entry = entries[(round + turn) % entries.length]!;
        report(contest, 'measure', entry.contender, round * entries.length + turn, plan.repetitions * entries.length);
        const start = last && !alone ? heapAfterCollection() : 0;
        entry.repetitions.push(await run(contest, entry.contender));
        if (last && !alone) entry.memoryGrowth = heapAfterCollection() - start;
      }
    }
  } finally {
    // Below, before the heap is looked at; here for runs that fail.
    await watch?.stop();
  }
  if (watch === undefined) return undefined;
  const cpu = await watch.stop();
  entries[0]!.memoryGrowth = heapAfterCollection() - before;
  return cpu;
}

async function run({ workload, context }: Contest, contender: Contender): Promise<Repetition> {
  const repetition = await contender.run(workload);
  requireGoingOn(contender.name, context.signal);
  if (repetition.broken !== undefined) throw repetition.broken;
  const { first, count } = repetition.failures;
  if (first === undefined || count < repetition.recording.size) return repetition;
  throw new GateError({
    code: 'NOTHING_MEASURED',
    message: `${contender.name}: all ${count} tasks failed; the first: ${first.message.split('\n')[0]}`,
    fix: first.fix,
    cause: first,
  });
}

/** What there is to know of the run as a whole. */
async function observeRun(
  { executor, context }: Contest,
  contender: Contender,
  memoryGrowth: number,
  cpu: Measurement | undefined,
  warnings: string[],
): Promise<Measurements> {
  const measured: Measurements = {
    memoryGrowth: measure('memoryGrowth', 'run', [memoryGrowth]),
    startUp: measure('startUp', 'run', [contender.startUp]),
  };
  try {
    measured.memoryPerTask = measure('memoryPerTask', 'run', [await contender.memoryPerTask()]);
  } catch (error) {
    if (context.signal?.aborted === true) throw error;
    warnings.push(
      `Memory per task could not be measured: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  }
  if (contender.coldStart !== undefined) measured.coldStart = measure('coldStart', 'run', [contender.coldStart]);
  measured.heap = measure('heap', 'run', [heapAfterCollection()]);
  const workers = await executor?.heaps();
  if (workers !== undefined && workers.length > 0) {
    const used = workers.map((worker) => worker.used);
    measured.workerHeap = measure('workerHeap', 'run', used, [used.reduce((sum, each) => sum + each, 0) / used.length]);
  }
  const { rss, peakRss, virtual } = readProcessMemory();
  measured.rss = measure('rss', 'run', [rss]);
  measured.peakRss = measure('peakRss', 'run', [peakRss]);
  if (virtual !== undefined) measured.virtualSize = measure('virtualSize', 'run', [virtual]);
  if (cpu !== undefined) measured.cpu = cpu;
  return measured;
}

function report(
  { context }: Contest,
  phase: SchedulerProgress['phase'],
  { name }: Contender,
  done: number,
  of: number,
): void {
  context.onProgress?.({ phase, name, done, of });
}
