import type pidusage from 'pidusage';
import { GateError } from '../model/errors.ts';
import { now } from './clock.ts';

/** Use of the CPU by a process, all its threads together, between two readings. */
export interface CpuSample {
  /** When the stretch ended, in ns on the process's clock. */
  readonly at: number;
  /** CPU time ÷ wall time of the stretch: 1 is one core, 2 is two. */
  readonly use: number;
  /** Resident set size of the process, in bytes. */
  readonly rss: number;
}

/** What a sampler saw. */
export type CpuReport =
  | { readonly measured: true; readonly mean: number; readonly samples: readonly CpuSample[] }
  /** Why there is no figure, in words. */
  | { readonly measured: false; readonly reason: string };

/** A sampler at work. */
export interface CpuSampler {
  /** Takes the last reading and ends. Never throws for what the system cannot tell: that is a reason in the report. */
  stop(): Promise<CpuReport>;
}

interface Reading {
  readonly at: number;
  /** CPU time since the process began, in ns. */
  readonly used: number;
  readonly rss: number;
}

/** The systems count CPU time in ticks of 10 ms: over 500 ms that is 2 %, over less it would be noise. */
const shortestInterval = 500;

/**
 * Samples the CPU use of a process with pidusage until it is stopped.
 *
 * @param pid @default this process
 * @param interval between readings, in ms; at least 500. @default 500
 * @throws GateError `BAD_OPTION` when the interval is below 500 ms or the pid is none
 */
export async function sampleCpu(pid: number = process.pid, interval: number = shortestInterval): Promise<CpuSampler> {
  requireOptions(pid, interval);
  // Only here, since the import takes about 5 ms.
  const { default: usage } = await import('pidusage');
  const readings: Reading[] = [];
  let failure: string | undefined;
  let pending: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      const reading = await readUsage(usage, pid);
      readings.push(reading);
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
  }
  function readOnce(): Promise<void> {
    pending ??= read().finally(() => (pending = undefined));
    return pending;
  }

  await readOnce();
  const timer = setInterval(() => void readOnce(), interval);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await pending;
      const last = readings.at(-1);
      // A short last stretch would be mostly rounding.
      if (last && now() - last.at >= (shortestInterval / 2) * 1e6) await readOnce();
      return report(readings, failure);
    },
  };
}

function report(readings: readonly Reading[], failure: string | undefined): CpuReport {
  const first = readings[0];
  const last = readings.at(-1);
  if (!first || !last) return { measured: false, reason: `the process could not be read: ${failure ?? 'no reading'}` };
  if ((last.at - first.at) * 1.1 < shortestInterval * 1e6) {
    const reason =
      failure ?? `the run was shorter than ${shortestInterval} ms, too short for CPU time counted in ticks of 10 ms`;
    return { measured: false, reason };
  }
  const samples = readings.slice(1).map((reading, index) => stretch(readings[index]!, reading));
  return { measured: true, mean: stretch(first, last).use, samples };
}

function stretch(from: Reading, to: Reading): CpuSample {
  return { at: to.at, use: Math.max(0, to.used - from.used) / (to.at - from.at), rss: to.rss };
}

async function readUsage(usage: typeof pidusage, pid: number): Promise<Reading> {
  // Its `cpu` is an average since the process began on the first call, so the CPU time itself is taken.
  const stat = (await usage(pid)) as pidusage.Status | undefined;
  if (stat === undefined) throw new Error(`there is no process ${pid}`);
  const { ctime, memory } = stat;
  return { at: now(), used: ctime * 1e6, rss: memory };
}

function requireOptions(pid: number, interval: number): void {
  if (!Number.isSafeInteger(pid) || pid < 1) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `pid: ${pid} is not the id of a process.`,
      fix: 'Give the id of a running process, or leave it out for this one.',
    });
  }
  if (!(interval >= shortestInterval && interval <= 2 ** 31 - 1)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `interval: ${interval} ms is not possible for CPU samples.`,
      fix: `Use ${shortestInterval} ms or more: systems count CPU time in ticks of 10 ms.`,
    });
  }
}
