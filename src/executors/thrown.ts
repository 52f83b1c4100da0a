/** Errors on their way from a worker: as data, since clones of errors lose what is of use in them. */
import { inspect } from 'node:util';
import { GateError } from '../model/errors.ts';

/** An error as data: what a clone keeps of any error, whatever was thrown. */
export interface ThrownData {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  readonly fix: string | undefined;
}

/** Whether this is an error, of whatever realm: inside of a VM context `instanceof` does not know those of Node itself. */
function isError(thrown: unknown): thrown is Error {
  if (thrown instanceof Error) return true;
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { name, message } = thrown as { readonly name?: unknown; readonly message?: unknown };
  return typeof name === 'string' && typeof message === 'string';
}

/** Whatever was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return isError(thrown) ? thrown : new Error(inspect(thrown));
}

/** What a serializer threw for a value that cannot be sent, under the name that such errors have between threads. */
export function asCloneError(thrown: unknown): Error {
  const error = new Error(asError(thrown).message, { cause: thrown });
  error.name = 'DataCloneError';
  return error;
}

/** Whatever was thrown, as data. */
export function describeThrown(thrown: unknown): ThrownData {
  if (!isError(thrown)) {
    return { name: 'Error', message: inspect(thrown), stack: undefined, code: undefined, fix: undefined };
  }
  const { code, fix } = thrown as { readonly code?: unknown; readonly fix?: unknown };
  return {
    name: thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    code: typeof code === 'string' ? code : undefined,
    fix: typeof fix === 'string' ? fix : undefined,
  };
}

/** An error with the name, message and stack that it had in the worker. */
export function reviveThrown(data: ThrownData): Error {
  const error = new Error(data.message);
  error.name = data.name;
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}

/** What `prepare` throws for a module that a worker could not load. */
export function loadFailure(data: ThrownData): GateError {
  const suffix = data.fix === undefined ? '' : `\n${data.fix}`;
  const message = data.message.endsWith(suffix)
    ? data.message.slice(0, data.message.length - suffix.length)
    : data.message;
  return new GateError({
    code: 'BAD_TASK',
    message,
    fix: data.fix ?? 'Check that the module can be imported by plain Node.',
    cause: reviveThrown(data),
  });
}
