/** What passes between a slot and its worker thread. */
import { inspect } from 'node:util';
import type { Job, ModuleJob } from '../job.ts';

/**
 * A message to the worker. The bare number of a lane asks for a noop there, since it is the cheapest thing to clone.
 */
export type Message = number | readonly [lane: number, job: Job] | Control;

/** A message about the worker itself. */
export type Control =
  | { readonly control: 'ping' }
  | { readonly control: 'heap' }
  | { readonly control: 'load'; readonly job: ModuleJob };

/** An error as data: what a clone keeps of any error, whatever was thrown. */
export interface ThrownData {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  readonly fix: string | undefined;
}

/**
 * Figures of a lane lie in memory shared by both threads, `laneSize` numbers each: they cost nothing to send, and
 * the main thread sees that a job has begun while the worker is busy with it.
 */
export const laneSize = 4;
/** When the job began in the worker, in ns; 0 until it does. */
export const beganField = 0;
/** When it ended there, in ns. */
export const endedField = 1;
/** The worker's own thread id. */
export const threadField = 2;
/** 1 when the job threw: the answer is then `ThrownData`. */
export const threwField = 3;

/** Memory for the lanes of one slot. */
export function createLanes(depth: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(depth * laneSize * Float64Array.BYTES_PER_ELEMENT));
}

/** Whether this is an error, of whatever realm: inside of a VM context `instanceof` does not know those of Node itself. */
export function isError(thrown: unknown): thrown is Error {
  if (thrown instanceof Error) return true;
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { name, message } = thrown as { readonly name?: unknown; readonly message?: unknown };
  return typeof name === 'string' && typeof message === 'string';
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
