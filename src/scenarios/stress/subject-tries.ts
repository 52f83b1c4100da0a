import type { Job } from '../../executors/job.ts';
import { GateError } from '../../model/errors.ts';
import { plainJob } from '../../executors/dispatched.ts';
import type { PlannedFault } from './plan.ts';

/**
 * What a subject runs, attempt by attempt: the first ones go wrong on purpose, as many as asked for. A subject takes a job
 * anew for every attempt: by `run()`, or by reading `job`.
 */
export class SubjectTries {
  readonly #job: Job;
  readonly #fault: PlannedFault;
  readonly #attempts: number;
  readonly #broken: (error: GateError) => void;
  #runs = 0;
  #reads = 0;

  /** @param attempts how many of them go wrong */
  constructor(job: Job, fault: PlannedFault, attempts: number, broken: (error: GateError) => void) {
    this.#job = job;
    this.#fault = fault;
    // What is slow succeeds: there is no second attempt.
    this.#attempts = fault.name === 'slow' ? 1 : attempts;
    this.#broken = broken;
  }

  /** How many attempts went wrong on purpose. Whoever runs tasks in this thread may have read their jobs all the same. */
  get injected(): number {
    return Math.min(this.#attempts, this.#runs > 0 ? this.#runs : this.#reads);
  }

  /**
   * The job of the next attempt in this thread.
   *
   * @throws GateError `BAD_OPTION` where the fault would end this thread, and the process of the tests with it
   */
  readonly run = (): Job => {
    const job = this.#jobOf(this.#runs);
    this.#runs += 1;
    const { name } = this.#fault;
    if (job.kind !== 'faulted' || (name !== 'exit' && name !== 'outOfMemory')) return job;
    const error = new GateError({
      code: 'BAD_OPTION',
      message: `faults.${name}: the subject runs tasks by run(), in the thread of the test, which must not end.`,
      fix: `Send task.job to a worker of yours, which hands it to runTask, or leave ${name} out.`,
    });
    this.#broken(error);
    throw error;
  };

  /** The job of the next attempt in a worker. */
  read(): Job {
    const job = this.#jobOf(this.#reads);
    this.#reads += 1;
    return job;
  }

  #jobOf(attempt: number): Job {
    if (attempt >= this.#attempts) return this.#job;
    return { kind: 'faulted', fault: this.#fault.fault, job: plainJob(this.#job) };
  }
}
