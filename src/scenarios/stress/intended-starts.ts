import type { Random } from '../../statistics/random.ts';
import type { PlacedStage } from './load-profile.ts';

/**
 * The moments in which the tasks of an open loop are to be submitted, one after the other, in ns from the beginning of the
 * load. They are set by the plan and the seed alone, whatever the system does: a task that could not be submitted in time
 * has its latency counted from here, or the worst of it would be left out (G. Tene's "coordinated omission").
 *
 * Arrivals of a changing rate are those of a rate of 1, stretched by the expected number of arrivals up to a time, which is
 * inverted (L. Lewis and G. Shedler, Naval Research Logistics Quarterly 26, 1979).
 */
export class IntendedStarts {
  readonly #stages: readonly PlacedStage[];
  readonly #draw: () => number;
  #stage = 0;
  /** Expected arrivals from the beginning of the present stage to the next one. */
  #expected: number;

  constructor(stages: readonly PlacedStage[], arrivals: 'poisson' | 'constant', random: Random) {
    this.#stages = stages.filter(({ loop }) => loop === 'open');
    this.#draw = arrivals === 'constant' ? () => 1 : () => -Math.log(1 - random.next());
    // In equal gaps the first one arrives at once.
    this.#expected = arrivals === 'constant' ? 0 : this.#draw();
  }

  /** The next moment; undefined when there is none left. */
  next(): number | undefined {
    for (;;) {
      const stage = this.#stages[this.#stage];
      if (stage === undefined) return undefined;
      const time = timeOf(this.#expected, stage);
      if (time < stage.duration) {
        this.#expected += this.#draw();
        return stage.begin + time;
      }
      this.#expected -= expectedIn(stage);
      this.#stage += 1;
    }
  }
}

/** How many arrivals are expected in a stage; Infinity in one without an end. */
function expectedIn({ from, to, duration }: PlacedStage): number {
  return (((from + to) / 2) * duration) / 1e9;
}

/** When so many arrivals are expected to have been, in ns from the stage's beginning; Infinity when never. */
function timeOf(expected: number, { from, to, duration }: PlacedStage): number {
  // In seconds: from·t + growth·t²/2 = expected, solved in the form that does not cancel.
  const growth = from === to ? 0 : ((to - from) / duration) * 1e9;
  const square = from * from + 2 * growth * expected;
  if (square < 0) return Infinity;
  const sum = from + Math.sqrt(square);
  return sum === 0 ? (expected === 0 ? 0 : Infinity) : ((2 * expected) / sum) * 1e9;
}
