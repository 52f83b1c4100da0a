/** The errors that tasks end with. */
import { GateError } from '../model/errors.ts';
import { formatQuantity } from '../model/units.ts';
import type { Task } from '../schedulers/task.ts';

export function taskThrew(task: Task, cause: Error): GateError {
  return new GateError({
    code: 'TASK_FAILED',
    message: `Task ${task.id} (${task.kind}) threw ${cause.name}: ${cause.message}`,
    fix: 'Mend the task, or set `retries` when failing now and then is a part of what is measured.',
    cause,
  });
}

export function workerCrashed(task: Task, worker: number, cause: Error): GateError {
  return new GateError({
    code: 'WORKER_CRASHED',
    message: `Task ${task.id} (${task.kind}) took worker ${worker} down: ${cause.message}`,
    fix: 'Look for process.exit, errors thrown outside of the task, results that cannot be cloned and memory; `retries` runs such tasks again.',
    cause,
  });
}

export function taskTimedOut(task: Task, worker: number, timeout: number): GateError {
  return new GateError({
    code: 'TASK_TIMEOUT',
    message: `Task ${task.id} (${task.kind}) did not end within ${formatQuantity(timeout, 'ns')} on worker ${worker}; the worker was restarted.`,
    fix: 'Look for a loop or an await that never ends, or raise `timeout`.',
  });
}

export function queueFull(task: Task, maxQueue: number): GateError {
  return new GateError({
    code: 'QUEUE_FULL',
    message: `Task ${task.id} (${task.kind}) was refused: ${maxQueue} tasks wait already.`,
    fix: 'Submit fewer tasks at once (`window`), or raise `maxQueue`.',
  });
}

export function aborted(cause: unknown): GateError {
  return new GateError({
    code: 'ABORTED',
    message: 'The run was aborted.',
    fix: 'Nothing: whoever holds the AbortSignal, or the test that ended, wanted it so.',
    cause,
  });
}

export function cancelled(task: Task): GateError {
  return new GateError({
    code: 'CANCELLED',
    message: `Task ${task.id} (${task.kind}) was cancelled before a worker took it.`,
    fix: 'Nothing: whoever submitted it wanted it so.',
  });
}

export function closed(): GateError {
  return new GateError({
    code: 'CLOSED',
    message: 'The dispatcher was closed.',
    fix: 'Submit tasks before it is closed, and wait for them.',
  });
}

export function strategyFailed(strategy: string, what: string, cause?: unknown): GateError {
  return new GateError({
    code: 'SUBJECT_FAILED',
    message: `Strategy ${JSON.stringify(strategy)} ${what}`,
    fix: 'Mend the strategy: every placed task has to come out of next() once, for a worker that was asked.',
    cause,
  });
}
