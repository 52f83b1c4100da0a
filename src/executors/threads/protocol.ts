/** What passes between a slot and its worker thread. */
import type { Control } from '../control.ts';
import type { Job } from '../job.ts';

/**
 * A message to the worker. The bare number of a lane asks for a noop there, since it is the cheapest thing to clone.
 */
export type Message = number | readonly [lane: number, job: Job] | Control;

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
