/** From what a simulation showed to measurements. */
import { outcomes } from '../../executors/recording.ts';
import type { VirtualLoad } from '../../executors/simulator/load.ts';
import type { Percentiles, Simulated } from '../../executors/simulator/simulated.ts';
import type { Measurement } from '../../model/result.ts';
import { jainIndex, loadBalance, maxOverMean } from '../../statistics/balance.ts';
import { schedulerMetrics, type SchedulerMetric } from './metrics.ts';
import { measure, type Measurements } from './observe.ts';
import type { SchedulerPlan } from './plan.ts';
import type { Simulation } from './simulate-plan.ts';

/**
 * Everything of it is exact: the same on every machine, so that any change is one of the code.
 *
 * @param calibrated by costs as this machine showed them: then the figures describe, and are not judged
 */
export function observeSimulated(
  plan: SchedulerPlan,
  load: VirtualLoad,
  { simulated, steals }: Simulation,
  calibrated: boolean,
): Measurements {
  const figures: Partial<Record<SchedulerMetric, number>> = {
    ...figuresOf(plan, load, simulated),
    ...(steals === undefined ? {} : { steals }),
  };
  const measured: Measurements = {
    latency: distribution('latency', simulated.latency),
    queueWait: distribution('queueWait', simulated.waiting),
  };
  for (const [metric, value] of Object.entries(figures) as [SchedulerMetric, number][]) {
    measured[metric] = measure(metric, 'repetition', [value]);
  }
  const as = calibrated ? ({ better: 'neither' } as const) : ({ assume: 'exact' } as const);
  // In the order in which metrics are shown.
  return Object.fromEntries(
    (Object.keys(schedulerMetrics) as SchedulerMetric[]).flatMap((metric) => {
      const measurement = measured[metric];
      return measurement === undefined ? [] : [[metric, { ...measurement, ...as }]];
    }),
  );
}

function figuresOf(
  plan: SchedulerPlan,
  load: VirtualLoad,
  simulated: Simulated,
): Partial<Record<SchedulerMetric, number>> {
  const { makespan, completed, failed, busy, tasksOf } = simulated;
  const figures: Partial<Record<SchedulerMetric, number>> = {
    throughput: (completed / makespan) * 1e9,
    makespan,
    loadBalance: loadBalance(Float64Array.from(tasksOf)),
    priorityInversions: simulated.inversions,
    invertedTime: simulated.invertedTime,
    failures: failed,
  };
  if (plan.task.type !== 'noop') {
    figures.jainIndex = jainIndex(busy);
    figures.busyImbalance = maxOverMean(busy);
    figures.utilization = simulated.utilization;
  }
  const { stated, longest } = statedTime(load, simulated);
  if (stated > 0) {
    const lanes = plan.task.type === 'sleep' ? plan.depth : 1;
    const capacity = plan.speeds.reduce((sum, speed) => sum + speed, 0) * lanes;
    figures.efficiency = stated / (capacity * makespan);
    // With arrivals the bound would be the last of these.
    if (plan.arrivals === undefined) {
      // A million speeds are too many arguments of Math.max.
      const fastest = plan.speeds.reduce((most, speed) => Math.max(most, speed));
      figures.makespanRatio = makespan / Math.max(stated / capacity, longest / fastest);
    }
  }
  if (simulated.recording !== undefined) figures.crashes = simulated.crashes;
  return figures;
}

/** Stated time of the completed tasks and of the longest of them, in ns. */
function statedTime({ service }: VirtualLoad, { recording }: Simulated): { stated: number; longest: number } {
  let stated = 0;
  let longest = 0;
  for (let id = 0; id < service.length; id += 1) {
    if (recording !== undefined && recording.outcome[id] !== outcomes.done) continue;
    stated += service[id]!;
    longest = Math.max(longest, service[id]!);
  }
  return { stated, longest };
}

function distribution(metric: SchedulerMetric, { p50, ...summary }: Percentiles): Measurement {
  return {
    ...schedulerMetrics[metric],
    per: 'task',
    summary,
    repetitions: { median: [p50], p99: [summary.p99] },
  };
}
