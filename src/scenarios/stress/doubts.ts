/** What a reader must know of a run under load. */
import { availableParallelism } from 'node:os';
import type { Calibration } from '../../measurement/calibration.ts';
import { formatNumber, formatQuantity } from '../../model/units.ts';
import type { StressPlan } from './plan.ts';
import type { Loaded } from './run-load.ts';

/** A generator that is later than this has a share in latencies that nobody can overlook, in ns. */
const noticeable = 10e6;

/** Doubts that stand before anything runs. */
export function doubtsOfPlan({ scheduler }: StressPlan, calibration: Calibration | undefined): readonly string[] {
  const found: string[] = [];
  const cores = availableParallelism();
  if (scheduler.task.type === 'cpu' && scheduler.speeds.length > cores) {
    found.push(`Oversubscribed: ${scheduler.speeds.length} workers compute on ${cores} cores.`);
  }
  if (calibration !== undefined && (!calibration.settled || calibration.spread > 0.1)) {
    found.push(
      'The speed of this machine was not steady while CPU tasks were calibrated: they may take longer or shorter than stated.',
    );
  }
  return found;
}

/** Doubts and incidents of a load. */
export function doubtsOfLoad(loaded: Loaded, plan: StressPlan): readonly string[] {
  const { observer, checkpoints, abandoned, grace } = loaded;
  const found: string[] = [];
  if (abandoned > 0) {
    found.push(
      `${formatNumber(abandoned)} tasks were still unfinished ${formatQuantity(grace, 'ns')} after the load: more arrived than was done. They were cancelled; what they would have waited for is not among the latencies.`,
    );
  }
  if (observer.lateness.n > 0) {
    const late = observer.lateness.toSummary().p99;
    if (late > noticeable) {
      found.push(
        `The load generator itself was late: 1 % of the tasks were submitted ${formatQuantity(late, 'ns')} or more after their time. Their latency holds that.`,
      );
    }
  }
  for (const { name, share } of plan.faults?.kinds ?? []) {
    const came = observer.ledger.faults().some(({ fault }) => fault === name);
    if (!came) found.push(`faults.${name}: at a share of ${share} it came to none of the tasks.`);
  }
  if (checkpoints !== undefined && plan.scheduler.subject !== undefined) {
    found.push('Memory is that of this thread: workers of a subject cannot be seen.');
  }
  const isOpen = plan.load.stages.some(({ loop }) => loop === 'open');
  if (checkpoints !== undefined && isOpen && checkpoints.taken.length < 10) {
    found.push(
      'In an open loop memory is measured while no task waits, which was seldom: more tasks arrive than the workers have time for.',
    );
  }
  return [...found, ...observer.failures.describe()];
}
