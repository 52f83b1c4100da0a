import { GateError } from '../../model/errors.ts';
import type { SchedulerOptions } from './options.ts';
import type { SchedulerPlan } from './plan.ts';

/**
 * Options that are right by themselves and have no meaning on the executor that was chosen, or beside each other.
 *
 * @throws GateError `BAD_OPTION`; `UNSUPPORTED` for arrivals at a rate on real workers
 */
export function requireFitting(plan: SchedulerPlan, given: SchedulerOptions): void {
  if (plan.arrivals !== undefined && given.window !== undefined) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: 'window: tasks that arrive at a rate (arrivals) do not wait until others have ended.',
      fix: 'Leave out window or arrivals.',
    });
  }
  if (plan.executor.kind === 'simulator') requireVirtual(plan);
  else if (plan.arrivals !== undefined) throw onlyVirtual();
}

function requireVirtual({ task, maxQueue }: SchedulerPlan): void {
  if (task.type === 'module') {
    throw new GateError({
      code: 'BAD_OPTION',
      message: 'task.file: nothing runs in a simulation, so that nobody knows how long a task of a module takes.',
      fix: "State how long tasks take, such as { type: 'sleep', duration: '10 ms' }, or use executor: 'threads'.",
    });
  }
  if (maxQueue !== Infinity) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `maxQueue: a simulation has no limit of the queue, and ${maxQueue} was given.`,
      fix: "Leave maxQueue out, or use executor: 'threads'.",
    });
  }
}

function onlyVirtual(): GateError {
  return new GateError({
    code: 'UNSUPPORTED',
    message: 'arrivals: bench.scheduler lets tasks arrive at a rate in a simulation only.',
    fix: "Use executor: 'simulator', or bench.stress with a rate, which measures latency from the intended start.",
  });
}
