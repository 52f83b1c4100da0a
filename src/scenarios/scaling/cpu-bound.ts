import type { PlannedTask } from '../scheduler/plan.ts';
import type { PointObserver } from './point-observer.ts';

/** Tasks that compute for more than this share of their time are limited by cores. */
const mostlyComputing = 0.5;

/**
 * Whether more workers than cores can bring nothing, since what tasks do takes CPU time. Of tasks of a module this is
 * measured, on 1 worker; where it cannot be, they are taken to compute.
 */
export function isCpuBound(task: PlannedTask, alone: PointObserver): boolean {
  switch (task.type) {
    case 'noop':
    case 'cpu':
      return true;
    case 'sleep':
      return false;
    case 'module': {
      const cpu = alone.median('cpuPerTask');
      const busy = alone.perTask?.busy;
      return cpu === undefined || busy === undefined || busy === 0 || cpu / busy > mostlyComputing;
    }
  }
}
