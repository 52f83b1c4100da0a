/** What passes between a slot and its worker process, as structured clones. */
import type { Control } from '../control.ts';
import type { Job } from '../job.ts';
import type { ThrownData } from '../thrown.ts';

/** To the worker. The bare number of a lane asks for a noop there, since it is the cheapest thing to clone. */
export type Request = number | readonly [lane: number, job: Job] | Question;

/** A question about the worker itself; its answer has the same number. */
export interface Question {
  readonly question: number;
  readonly about: Control;
}

/** From the worker. */
export type Report =
  /** A job that ended well, and when; without a value where that is undefined. */
  | readonly [lane: number, began: number, ended: number, value?: unknown]
  | { readonly type: 'threw'; readonly lane: number; readonly thrown: ThrownData }
  | { readonly type: 'answer'; readonly question: number; readonly answer: unknown }
  /** The first: its process id, as it says itself. */
  | { readonly type: 'ready'; readonly pid: number }
  /** The last: an error that nobody caught. */
  | { readonly type: 'dying'; readonly thrown: ThrownData };

/** Where the worker has the file of its marks open. */
export const marksDescriptor = 4;

/** How many bytes a mark takes: one number. */
export const markSize: number = Float64Array.BYTES_PER_ELEMENT;
