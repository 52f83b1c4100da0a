import { inspect } from 'node:util';
import type { Job } from '../../executors/job.ts';
import { atSpeed } from '../../executors/speeds.ts';
import { GateError } from '../../model/errors.ts';

/** Checks that tasks that compute did compute: the same work has the same digest, on every worker, in every repetition. */
export class Digests {
  readonly #speeds: readonly number[];
  /** By iterations; the seed is the run's. */
  readonly #known: Map<number, number> = new Map();

  constructor(speeds: readonly number[]) {
    this.#speeds = speeds;
  }

  /** An error when the digest is not what it was before. */
  check(job: Job, worker: number, digest: unknown): GateError | undefined {
    if (job.kind !== 'cpu') return undefined;
    const done = atSpeed(job, this.#speeds[worker] ?? 1) as Extract<Job, { kind: 'cpu' }>;
    const known = this.#known.get(done.iterations);
    if (known === undefined && typeof digest === 'number') {
      this.#known.set(done.iterations, digest);
      return undefined;
    }
    if (known === digest && digest !== undefined) return undefined;
    return new GateError({
      code: 'TASK_FAILED',
      message: `A CPU task of ${done.iterations} iterations answered the digest ${inspect(digest)} instead of ${known ?? 'a number'}.`,
      fix: 'Return from your worker what `runTask` answers; with the built-in workers, suspect the machine.',
    });
  }
}
