import { GateError } from '../model/errors.ts';

/** Which run of the loop is being made. The very first is `cold`: nothing is compiled, cached or connected yet. */
export type Phase = 'cold' | 'warm-up' | 'measured';

/** A run of the loop. */
export interface Repetition {
  readonly phase: Phase;
  /** Place within its phase, from 0. */
  readonly index: number;
}

/** What to repeat, and how often. */
export interface LoopOptions<T> {
  /** Runs after the cold one whose outcomes are not counted; 0 or more. */
  readonly warmUp: number;
  /** Runs that count; at least 1. */
  readonly repetitions: number;
  /** Makes one run. What it throws ends the loop. */
  readonly run: (repetition: Repetition) => T | Promise<T>;
  /** Ends the loop before its next run. */
  readonly signal?: AbortSignal;
}

/** The outcomes of a loop. */
export interface LoopOutcome<T> {
  /** Of the first run: reported apart, never counted. */
  readonly cold: T;
  readonly warmUps: readonly T[];
  readonly measured: readonly T[];
}

/**
 * Makes 1 cold run, the warm-up runs and the measured ones, one after the other.
 *
 * @throws GateError `BAD_OPTION` when a number is out of range, `ABORTED` when the signal ended the loop; whatever
 * `run` throws
 */
export async function measure<T>(options: LoopOptions<T>): Promise<LoopOutcome<T>> {
  const { warmUp, repetitions, run, signal } = options;
  requireCount(warmUp, 0, 'warmUp');
  requireCount(repetitions, 1, 'repetitions');

  async function runOnce(phase: Phase, index: number): Promise<T> {
    if (signal?.aborted) {
      throw new GateError({
        code: 'ABORTED',
        message: `The measurement was aborted before ${phase} run ${index + 1}.`,
        fix: 'Leave the signal alone until the measurement has ended, or expect this error.',
        cause: signal.reason,
      });
    }
    return run({ phase, index });
  }
  async function runAll(phase: Phase, count: number): Promise<T[]> {
    const outcomes: T[] = [];
    for (let index = 0; index < count; index++) outcomes.push(await runOnce(phase, index));
    return outcomes;
  }

  return {
    cold: await runOnce('cold', 0),
    warmUps: await runAll('warm-up', warmUp),
    measured: await runAll('measured', repetitions),
  };
}

function requireCount(value: number, least: number, where: string): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `${where}: ${value} is not a whole number of ${least} or more.`,
    fix: `Use a whole number, for example ${where}: ${Math.max(least, 5)}.`,
  });
}
