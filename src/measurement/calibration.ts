import { GateError } from '../model/errors.ts';
import { quantile } from '../statistics/quantiles.ts';
import { now } from './clock.ts';

/** How fast a worker runs the kernel. */
export interface Calibration {
  /** Iterations of the kernel per ns of execution on an idle worker. */
  readonly iterationsPerNs: number;
  /** Quartile range of the batches' times ÷ their median: above 0.1 the machine was busy with something else. */
  readonly spread: number;
  /** Whether the speed settled within the time for warming up. */
  readonly settled: boolean;
}

/** How many ns a batch should take: long enough that the clock's steps do not count, short enough to escape preemption. */
const batchTime = 4e6;
const warmUpTime = 120e6;
const settledWithin = 0.02;
const settledAfter = 4;
const batches = 25;
const measureTime = 150e6;
const mostIterations = 2 ** 40;

/**
 * Finds how many iterations of the kernel take a ns. Warms up until the speed has settled, past the tiers of the
 * compiler, then takes the median of the fastest quartile of the batches, since whatever disturbs a batch makes it
 * slower. Takes at most about 0.3 s.
 *
 * @param run runs the kernel and answers how long it executed, in ns, without the way to the worker and back
 * @throws GateError `BAD_TASK` when `run` answers no positive time; whatever `run` throws
 */
export async function calibrate(run: (iterations: number) => Promise<number>): Promise<Calibration> {
  const { iterations, settled } = await warmUp(run);
  const times: number[] = [];
  const deadline = now() + measureTime;
  do times.push(await timeBatch(run, iterations));
  while (times.length < batches && now() < deadline);
  times.sort((a, b) => a - b);
  return {
    iterationsPerNs: iterations / quantile(times, 0.125),
    spread: (quantile(times, 0.75) - quantile(times, 0.25)) / quantile(times, 0.5),
    settled,
  };
}

/** How many iterations take `duration` ns: at least 1 for any duration above zero. */
export function iterationsFor(calibration: Calibration, duration: number): number {
  return duration <= 0 ? 0 : Math.max(1, Math.round(duration * calibration.iterationsPerNs));
}

/** Grows the batch to its time, then repeats it until the last few agree. */
async function warmUp(run: (iterations: number) => Promise<number>): Promise<{ iterations: number; settled: boolean }> {
  const deadline = now() + warmUpTime;
  let iterations = 1000;
  let recent: number[] = [];
  while (now() < deadline) {
    const time = await run(iterations);
    const perIteration = time / iterations;
    if (time < batchTime / 2) {
      // By at most 8 at a time: the first iterations run in the interpreter and foretell too long a batch.
      const growth = time > 0 ? Math.min(8, batchTime / time) : 8;
      iterations = Math.ceil(iterations * growth);
      recent = [];
      if (iterations > mostIterations) throw noTime(time, iterations);
      continue;
    }
    if (time > batchTime * 2) iterations = Math.max(1, Math.round(batchTime / perIteration));
    recent = [...recent, perIteration].slice(-settledAfter);
    const range = Math.max(...recent) - Math.min(...recent);
    if (recent.length === settledAfter && range <= settledWithin * Math.min(...recent))
      return { iterations, settled: true };
  }
  return { iterations, settled: false };
}

async function timeBatch(run: (iterations: number) => Promise<number>, iterations: number): Promise<number> {
  const time = await run(iterations);
  if (!(time > 0 && Number.isFinite(time))) throw noTime(time, iterations);
  return time;
}

function noTime(time: number, iterations: number): GateError {
  return new GateError({
    code: 'BAD_TASK',
    message: `Calibration: ${iterations} iterations of the kernel were reported to take ${time} ns.`,
    fix: 'Report the time between the beginning and the end of the job in the worker, in ns.',
  });
}
