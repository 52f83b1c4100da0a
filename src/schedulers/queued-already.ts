import { GateError } from '../model/errors.ts';

/** A task that is placed while it waits already would run twice. */
export function queuedAlready(id: number): GateError {
  return new GateError({
    code: 'BAD_TASK',
    message: `place(): a task with id ${id} is queued already.`,
    fix: 'Give every task an id of its own, and place it again only after it has ended.',
  });
}
