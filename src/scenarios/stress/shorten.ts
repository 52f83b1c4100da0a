import type { StressPlan } from './plan.ts';

/** How long a brief run loads at most, in ns, how many tasks one without a time has, and how long a brief trial is. */
const briefTime = 1e9;
const briefTasks = 1000;
const briefStep = 200e6;

/** The plan in little: the same stages one after the other, in less time. */
export function shorten(plan: StressPlan): StressPlan {
  const { load, limit } = plan;
  const whole = load.stages.reduce((sum, { duration }) => sum + duration, 0);
  const factor = whole === Infinity ? 1 : Math.min(1, briefTime / whole);
  const stages = load.stages.map(({ duration, loop, from, to }) => ({ duration: duration * factor, loop, from, to }));
  const tasks = whole === Infinity ? Math.min(load.tasks, briefTasks) : load.tasks;
  return {
    ...plan,
    load: { ...load, stages, tasks },
    limit: limit === undefined ? undefined : { ...limit, step: Math.min(limit.step, briefStep) },
  };
}
