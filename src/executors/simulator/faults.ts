/** What goes wrong in a simulation, drawn from a seed of its own: every strategy meets the same failures. */
export interface SimulatedFaults {
  /** @default the seed of the simulation */
  readonly seed?: number;
  /** Mean busy time of a worker between two of its crashes, in ns; exponentially distributed. @default Infinity: none */
  readonly crashEvery?: number;
  /** How long a worker that crashed is away, in ns. @default 0 */
  readonly restart?: number;
  /** Share of the starts, from 0 to 1, whose task throws at its end. @default 0 */
  readonly taskFailures?: number;
}

/** Tells the numbers of workers and of tasks apart. */
const ofWorkers = 0x2545f491;
const ofTasks = 0x5bd1e995;

/**
 * The failures of a run. Each is a function of the seed and of what fails (the third start of task 7, the second crash of
 * worker 1), not of what was drawn before.
 */
export class Misfortune {
  readonly restart: number;
  readonly #crashEvery: number;
  readonly #taskFailures: number;
  readonly #seed: number;

  constructor({ seed, crashEvery, restart, taskFailures }: Required<SimulatedFaults>) {
    this.restart = restart;
    this.#crashEvery = crashEvery;
    this.#taskFailures = taskFailures;
    this.#seed = mix(seed | 0) ^ mix(Math.floor(seed / 2 ** 32) | 0);
  }

  /** How long a worker is busy before the crash with this number, since the one before it, in ns. */
  untilCrash(worker: number, crash: number): number {
    if (this.#crashEvery === Infinity) return Infinity;
    return -this.#crashEvery * logarithm(this.#draw(ofWorkers, worker, crash));
  }

  /** Whether this start of a task is one that throws. */
  throws(task: number, start: number): boolean {
    return this.#taskFailures > 0 && this.#draw(ofTasks, task, start) < this.#taskFailures;
  }

  /** A number above 0 and below 1. */
  #draw(salt: number, who: number, count: number): number {
    const word = mix(mix(mix(this.#seed ^ salt) ^ who) ^ count);
    return ((word >>> 0) + 0.5) / 2 ** 32;
  }
}

/** The finalizer of splitmix32: every bit of the input reaches every bit of the output. */
function mix(input: number): number {
  let word = (input + 0x9e3779b9) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

/**
 * The natural logarithm of a number above 0 and at most 1, to within some 1e-15, from sums, products and quotients alone:
 * those are the same on every machine, which no standard asks of `Math.log`. By the series of the inverse hyperbolic tangent.
 */
export function logarithm(value: number): number {
  let fraction = value;
  let halvings = 0;
  for (; fraction < Math.SQRT1_2; halvings += 1) fraction *= 2;
  const s = (fraction - 1) / (fraction + 1);
  const square = s * s;
  let series = 0;
  for (let power = 23; power >= 1; power -= 2) series = series * square + 1 / power;
  return 2 * s * series - halvings * Math.LN2;
}
