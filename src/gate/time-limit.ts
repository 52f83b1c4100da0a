/** How long the processes of a test may measure, and what is worth the time. */
import type { Rule } from './rule.ts';

/** How long a suspicion may be followed beyond the budget at least, in ms. */
const leastGrace = 30_000;

/** By how much the first process may overrate how long the others will take: it starts more than they do. */
const worthTrying = 1.5;

export class TimeLimit {
  readonly #begun = performance.now();
  readonly #budget: number;
  readonly #rule: Rule;

  /** @param budget in ms */
  constructor(budget: number, rule: Rule) {
    this.#budget = budget;
    this.#rule = rule;
  }

  get isOver(): boolean {
    return this.#elapsed >= this.#budget;
  }

  /**
   * Whether even a suspicion has had its time: only a confirmed one fails the test, so it is followed beyond the budget, as long
   * as from its first process to its first confirmation takes.
   *
   * @param processes how many have measured
   */
  isOverForSuspicions(processes: number): boolean {
    const needed = this.#rule.looks[0]! + this.#rule.confirmations[0]!;
    const grace = Math.max(this.#budget, leastGrace, (this.#elapsed / processes) * needed);
    return this.#elapsed >= this.#budget + grace;
  }

  /** Whether it would not do for a first look: then it is better spent on what comes next. */
  isTooShort(processes: number): boolean {
    return (this.#elapsed / processes) * this.#rule.looks[0]! > worthTrying * this.#budget;
  }

  get #elapsed(): number {
    return performance.now() - this.#begun;
  }
}
