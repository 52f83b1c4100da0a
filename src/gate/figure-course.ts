/** One figure of a result on its way to a verdict: what the processes said of it so far. */
import type { PairedFigure } from '../twins/protocol.ts';
import type { Comparison } from '../model/verdict.ts';
import { median } from '../statistics/quantiles.ts';
import { estimatePairedShift } from '../statistics/signed-rank.ts';
import { differenceOf } from './figure-difference.ts';
import { conclude, decide, type Decided } from './procedure.ts';
import type { Rule } from './rule.ts';
import { scaleOf } from './scale.ts';

/** From this many processes on what is missing can be guessed; and by how much the guess may miss. */
const enoughForHope = 10;
const hope = 3;

/** From this many processes on that all look slower, the first look is worth waiting for. */
const enoughForSuspicion = 3;

export class FigureCourse {
  readonly about: Omit<PairedFigure, 'base' | 'head'>;
  /** The figure that the result is measured for: it asks for processes, the others take what there is. */
  readonly leading: boolean;
  readonly #rule: Rule;
  readonly #base: number[] = [];
  readonly #head: number[] = [];
  readonly #differences: number[] = [];

  /** @param first what the first process said of it */
  constructor(first: PairedFigure, rule: Rule, leading: boolean) {
    const { base: _base, head: _head, ...about } = first;
    this.about = about;
    this.#rule = rule;
    this.leading = leading;
    this.add(first);
  }

  add({ base, head }: PairedFigure): void {
    this.#base.push(base);
    this.#head.push(head);
    this.#differences.push(differenceOf(base, head, this.about));
  }

  /** Whether another process would help, and is worth its time. */
  get wantsMore(): boolean {
    if (this.about.assume === 'exact') return this.#differences.length < 2;
    const step = decide(this.#differences, this.#rule);
    if (step.state === 'decided' || this.#isHopeless) return false;
    if (this.leading || step.phase === 'confirm') return true;
    return estimatePairedShift(this.#differences, 0.5).estimate > scaleOf(this.#rule.margin).divide;
  }

  /** Whether it looks slower: fresh processes have yet to say so too, or every process so far does, before the next look. */
  get isSuspect(): boolean {
    if (this.about.assume === 'exact') return false;
    const step = decide(this.#differences, this.#rule);
    if (step.state === 'decided' || this.#isHopeless) return false;
    if (step.phase === 'confirm') return true;
    const { divide } = scaleOf(this.#rule.margin);
    const { length } = this.#differences;
    return this.leading && length >= enoughForSuspicion && this.#differences.every((difference) => difference > divide);
  }

  /** Whether it fails the result. */
  get isSlower(): boolean {
    if (this.about.assume === 'exact') return false;
    const step = decide(this.#differences, this.#rule);
    return step.state === 'decided' && step.verdict === 'slower';
  }

  /** Whether the processes differ so much that the rule's last look would not decide it either: then its time is another's. */
  get #isHopeless(): boolean {
    if (this.#differences.length < enoughForHope) return false;
    const { morePairs = 0 } = conclude(this.#differences, this.#rule);
    return morePairs > hope * this.#rule.looks.at(-1)!;
  }

  /** The verdict as things stand. */
  comparison(result: string): Comparison {
    const { metric, statistic, unit, better } = this.about;
    const [base, head] = [median(this.#base), median(this.#head)];
    const facts = { result, metric, statistic, unit, better, base, head, processes: this.#differences.length };
    const leads = this.leading ? { leading: true } : {};
    if (this.about.assume === 'exact') return { ...facts, ...leads, ...this.#exactly(base, head) };
    return { ...facts, ...leads, ...this.#sampled(conclude(this.#differences, this.#rule)) };
  }

  #sampled(decided: Decided): Pick<Comparison, 'verdict' | 'change' | 'interval' | 'smallest' | 'reason'> {
    const sign = this.about.better === 'higher' ? -1 : 1;
    const changeBy = (difference: number): number => Math.expm1(sign * difference);
    const [from, to] = [changeBy(decided.interval[0]), changeBy(decided.interval[1])];
    const finite = Number.isFinite(from) && Number.isFinite(to);
    return {
      verdict: decided.verdict,
      change: changeBy(decided.estimate),
      ...(finite ? { interval: [Math.min(from, to), Math.max(from, to)] as const } : {}),
      ...(Number.isFinite(decided.smallest) ? { smallest: Math.abs(changeBy(decided.smallest)) } : {}),
      ...(decided.verdict === 'inconclusive' ? { reason: reasonFor(decided, this.#rule) } : {}),
    };
  }

  #exactly(base: number, head: number): Pick<Comparison, 'verdict' | 'change' | 'reason'> {
    if (new Set(this.#base).size > 1 || new Set(this.#head).size > 1) {
      return {
        verdict: 'inconclusive',
        reason: 'declared exact, but its value differs between processes: declare it sampled',
      };
    }
    const change = base > 0 ? { change: head / base - 1 } : {};
    if (base === head) return { verdict: 'same', ...change };
    return { verdict: head > base === (this.about.better === 'higher') ? 'faster' : 'slower', ...change };
  }
}

/** The same words whatever the numbers, so that a report says each once. */
function reasonFor({ cause = 'noise', morePairs, pairs }: Decided, rule: Rule): string {
  const cut = pairs < rule.looks.at(-1)!;
  switch (cause) {
    case 'split':
      return 'the processes contradict each other, as when threads are placed on one core in one and on two in the next: pin it, or leave it';
    case 'unconfirmed':
      return morePairs === undefined
        ? 'it looked slower, and fresh processes did not confirm it'
        : 'it looks slower, and its time was spent before fresh processes could confirm it: more of it (budget) would';
    case 'noise':
      return cut && morePairs !== undefined && morePairs <= hope * rule.looks.at(-1)!
        ? 'its time was spent before it was decided: more of it (budget) would decide it, or a larger smallestSlowdown'
        : 'the processes differ by too much for the slowdown that is to be caught: a larger smallestSlowdown would do';
  }
}
