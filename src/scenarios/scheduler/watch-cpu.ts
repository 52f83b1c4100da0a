import type { Executor } from '../../executors/executor.ts';
import { now } from '../../measurement/clock.ts';
import { sampleCpu } from '../../measurement/cpu.ts';
import type { Measurement } from '../../model/result.ts';
import { measure } from './observe.ts';

/** Watches how much a run uses the CPU. */
export interface CpuWatch {
  /** Ends the watch, once, and answers what it saw; undefined where the run was too short, or the system does not say. */
  stop(): Promise<Measurement | undefined>;
}

/** Begins to watch this process, with its threads, and the workers where they are processes of their own. */
export async function watchCpu(executor: Executor | undefined): Promise<CpuWatch> {
  const children = executor?.kind === 'processes' ? executor : undefined;
  const before = await children?.cpuTimes();
  const began = now();
  const sampler = await sampleCpu();
  let stopped: Promise<Measurement | undefined> | undefined;
  const stop = async (): Promise<Measurement | undefined> => {
    const cpu = await sampler.stop();
    const time = now() - began;
    if (!cpu.measured) return undefined;
    if (children === undefined) {
      const samples = cpu.samples.map(({ use }) => use);
      return measure('cpu', 'run', samples, [cpu.mean]);
    }
    const used = spent(before, await children.cpuTimes());
    return used === undefined ? undefined : measure('cpu', 'run', [cpu.mean + used / time]);
  };
  return { stop: () => (stopped ??= stop()) };
}

/** CPU time between two readings; undefined where a worker was replaced in between, so that it counts from 0 again. */
function spent(before: readonly number[] | undefined, after: readonly number[] | undefined): number | undefined {
  if (before === undefined || after === undefined || after.some((time, worker) => time < before[worker]!)) {
    return undefined;
  }
  return after.reduce((sum, time, worker) => sum + time - before[worker]!, 0);
}
