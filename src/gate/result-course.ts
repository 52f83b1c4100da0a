/** One result on its way to its verdicts: what the processes said of all of its figures so far. */
import type { Comparison } from '../model/verdict.ts';
import type { Pair } from '../twins/protocol.ts';
import { FigureCourse } from './figure-course.ts';
import { leaderOf } from './figure-difference.ts';
import { planRule, type Rule } from './rule.ts';

/** The rules of a test's figures. */
export interface Rules {
  readonly centre: Rule;
  readonly tail: Rule;
}

/** Tails vary several times as much as the centre; a slowdown there is caught from this many margins on. */
const tailMargins = 5;

/** @throws GateError `BAD_OPTION` for a margin or a number of judgements that makes no rule */
export function planRules({ margin, judgements }: { readonly margin: number; readonly judgements: number }): Rules {
  return {
    centre: planRule({ margin, judgements }),
    tail: planRule({ margin: Math.min(1, margin * tailMargins), judgements }),
  };
}

export class ResultCourse {
  readonly #rules: Rules;
  readonly #pairs: Pair[] = [];
  readonly #figures = new Map<string, FigureCourse>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  add(pair: Pair): void {
    this.#pairs.push(pair);
    const leader = leaderOf(pair.figures);
    for (const figure of pair.figures) {
      const key = `${figure.metric}.${figure.statistic}`;
      const known = this.#figures.get(key);
      if (known !== undefined) known.add(figure);
      else {
        const rule = figure.statistic === 'p99' ? this.#rules.tail : this.#rules.centre;
        this.#figures.set(key, new FigureCourse(figure, rule, figure === leader));
      }
    }
  }

  /** What the processes measured. */
  get pairs(): readonly Pair[] {
    return this.#pairs;
  }

  get isMeasured(): boolean {
    return this.#pairs.length > 0;
  }

  /** What nobody has measured yet does; what fails already does not, whatever its other figures would say. */
  get wantsMore(): boolean {
    if (!this.isMeasured) return true;
    const figures = [...this.#figures.values()];
    return !figures.some((figure) => figure.isSlower) && figures.some((figure) => figure.wantsMore);
  }

  get isSuspect(): boolean {
    return this.isMeasured && this.wantsMore && [...this.#figures.values()].some((figure) => figure.isSuspect);
  }

  /** The verdicts as things stand. @param result its name */
  comparisons(result: string): readonly Comparison[] {
    return [...this.#figures.values()].map((figure) => figure.comparison(result));
  }
}
