import { closeSync, openSync, readSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { markSize } from './protocol.ts';

let files = 0;

/**
 * When the jobs of a slot's worker processes began, one number for each lane: in a file without a name that both sides have
 * open, so that the main thread sees that a job has begun while the worker is busy with it.
 */
export class Marks {
  /** To be handed on to a worker process. */
  readonly descriptor: number;
  readonly #read: Float64Array<ArrayBuffer> = new Float64Array(1);
  #taken = 0;
  #open = true;

  constructor() {
    const file = join(tmpdir(), `benchgate-${process.pid}-${threadId}-${(files += 1)}.marks`);
    this.descriptor = openSync(file, 'wx+', 0o600);
    unlinkSync(file);
  }

  /** A place for the marks of one process, which nobody else ever has: one that is being ended may still write. */
  take(depth: number): number {
    const offset = this.#taken;
    this.#taken += depth * markSize;
    return offset;
  }

  /** The mark at this place; 0 where none has been written. */
  at(offset: number): number {
    if (!this.#open) return 0;
    return readSync(this.descriptor, this.#read, 0, markSize, offset) === markSize ? this.#read[0]! : 0;
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.descriptor);
  }
}
