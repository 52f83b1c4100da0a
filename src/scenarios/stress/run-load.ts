import { GateError } from '../../model/errors.ts';
import type { TaskCounts } from '../../model/stress.ts';
import { Checkpoints } from './checkpoints.ts';
import { RunClock } from './clock.ts';
import { IntendedStarts } from './intended-starts.ts';
import { LoadDriver } from './load-driver.ts';
import { LoadProfile } from './load-profile.ts';
import { LoadObserver } from './observer.ts';
import type { PlannedLoad, StressPlan } from './plan.ts';
import type { OpenSystem } from './system.ts';
import { randomFor, type TaskSource } from './task-source.ts';

/** One load to be put on a system. */
export interface LoadRequest {
  readonly plan: StressPlan;
  readonly load: PlannedLoad;
  readonly system: OpenSystem;
  readonly source: TaskSource;
  /** Whether memory is measured. */
  readonly memory: boolean;
  readonly signal: AbortSignal | undefined;
  /** Told now and then: time of the load in ns, and how long it will be, Infinity where that is not known. */
  readonly onProgress: (time: number, of: number) => void;
}

/** What was seen of a load that is over. */
export interface Loaded {
  readonly observer: LoadObserver;
  readonly counts: TaskCounts;
  readonly checkpoints: Checkpoints | undefined;
  /** From the first submission to the last end, or to the end of the load where that was later, in ns. */
  readonly time: number;
  /** The longest stretch under a load that did not change, as times of the run; undefined where there was none. */
  readonly steady: { readonly begin: number; readonly end: number } | undefined;
  /** How many tasks were still unfinished when nobody waited for them any more, and how long that was after the load. */
  readonly abandoned: number;
  readonly grace: number;
}

/**
 * Loads a system once.
 *
 * @throws GateError `ABORTED`, `TASKS_LOST`, `SUBJECT_FAILED`, and what breaks a subject's run
 */
export async function runLoad({
  plan,
  load,
  system,
  source,
  memory,
  signal,
  onProgress,
}: LoadRequest): Promise<Loaded> {
  const profile = new LoadProfile(load.stages);
  const clock = new RunClock();
  const observer = await LoadObserver.create(profile.end);
  let driver: LoadDriver | undefined;
  let broken: GateError | undefined;
  const loaded = system.load(clock, {
    recovered: (time) => observer.recoveryTime.record(time),
    broken: (error) => {
      broken ??= error;
      driver?.fail(broken);
    },
  });
  const checkpoints = memory ? new Checkpoints(loaded) : undefined;
  const grace = graceOf(plan, profile, load.tasks);
  driver = new LoadDriver({
    system: loaded,
    source,
    profile,
    starts: new IntendedStarts(profile.stages, load.arrivals, randomFor('arrivals', plan.seed)),
    tasks: load.tasks,
    seed: plan.seed,
    clock,
    observer,
    checkpoints,
    grace,
    onProgress: (time) => onProgress(time, profile.end),
  });
  const abort = (): void => driver.fail(aborted(signal));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    if (signal?.aborted === true) throw aborted(signal);
    await driver.run();
  } finally {
    signal?.removeEventListener('abort', abort);
    await loaded.giveUp();
  }
  observer.ledger.requireBalance(system.name);
  const { loadEnd, abandoned } = driver;
  const time = Math.max(1, observer.lastEnd, loadEnd);
  const stage = profile.longestSteady();
  const steady =
    stage === undefined
      ? undefined
      : { begin: driver.time.toRunTime(stage.begin), end: Math.min(driver.time.toRunTime(stage.end), loadEnd) };
  return { observer, counts: observer.ledger.counts(loaded.starts), checkpoints, time, steady, abandoned, grace };
}

/**
 * How long tasks may take to end after the load: in an open loop as long again as the load was, and at least as long as one
 * task may run; in a closed one, which has only so many unfinished, as long as they need.
 */
function graceOf({ scheduler, limit }: StressPlan, { stages, end }: LoadProfile, tasks: number): number {
  const open = stages.find(({ loop }) => loop === 'open');
  if (open === undefined) return Infinity;
  // A trial of a search that takes twice its time has missed.
  if (limit !== undefined) return limit.step;
  const length = end === Infinity ? (tasks / open.to) * 1e9 : end;
  return Math.max(length, scheduler.timeout);
}

function aborted(signal: AbortSignal | undefined): GateError {
  return new GateError({
    code: 'ABORTED',
    message: 'The run under load was aborted.',
    fix: 'Nothing: whoever holds the AbortSignal, or the test that ended, wanted it so.',
    cause: signal?.reason,
  });
}
