import type { Json, Result } from '../../model/result.ts';
import type { StressData } from '../../model/stress.ts';
import { parametersOf as schedulerParameters, sorted } from '../scheduler/result.ts';
import type { StressMetric } from './metrics.ts';
import type { PlannedFaults, PlannedLimit, PlannedLoad, PlannedStage, StressPlan } from './plan.ts';

/** What was measured under load. Plain JSON. */
export interface StressResult extends Result<StressMetric>, StressData {
  readonly scenario: 'stress';
  /** Which was loaded: a strategy on workers, or a scheduler of the user's own, and its name. */
  readonly kind: 'strategy' | 'subject';
  readonly scheduler: string;
}

/** What makes results comparable: under the names of the options, keys sorted, times in ns, nothing that depends on the machine. */
export function parametersOf(
  plan: StressPlan,
  kind: 'strategy' | 'subject',
  scheduler: string,
): Readonly<Record<string, Json>> {
  const { tasks: _tasks, window: _window, ...shared } = schedulerParameters(plan.scheduler, kind, scheduler);
  const { scenario, faults, cancel, heapLimit, limit } = plan;
  const parameters: Record<string, Json> = { ...shared, ...loadParameters(plan.load) };
  if (scenario !== undefined) parameters['scenario'] = scenario;
  if (faults !== undefined) parameters['faults'] = faultParameters(faults);
  if (cancel > 0) parameters['cancel'] = cancel;
  if (heapLimit !== undefined) parameters['heapLimit'] = heapLimit;
  if (limit !== undefined) parameters['findLimit'] = limitParameters(limit);
  return sorted(parameters) as Readonly<Record<string, Json>>;
}

function loadParameters({ stages, arrivals, tasks }: PlannedLoad): Readonly<Record<string, Json>> {
  const isOpen = stages.some(({ loop }) => loop === 'open');
  const [only, ...others] = stages;
  const isPlain = only !== undefined && others.length === 0 && only.from === only.to;
  return {
    ...(isOpen ? { arrivals } : {}),
    ...(tasks === Infinity ? {} : { tasks }),
    ...(isPlain ? stageParameters(only) : stages.length === 0 ? {} : { stages: stages.map(stageParameters) }),
  };
}

function stageParameters({ duration, loop, from, to }: PlannedStage): Readonly<Record<string, Json>> {
  return {
    ...(duration === Infinity ? {} : { duration }),
    [loop === 'closed' ? 'inFlight' : 'rate']: to,
    ...(from === to ? {} : { ramp: true }),
  };
}

function faultParameters({ kinds, attempts, seed }: PlannedFaults): Json {
  const shares = kinds.map(({ name, share, fault }): [string, Json] => [
    name,
    fault.type === 'slow' ? { share, factor: fault.factor } : share,
  ]);
  return { ...Object.fromEntries(shares), attempts: attempts === Infinity ? 'all' : attempts, seed };
}

function limitParameters({ targets, from, to, step, precision }: PlannedLimit): Json {
  const bounds = targets.map(({ path, bound }): [string, Json] => [path, bound.text]);
  return { targets: Object.fromEntries(bounds), from, to, step, precision };
}
