import { holds } from '../../model/bound.ts';
import { findFigure } from '../../model/metric-path.ts';
import type { Result } from '../../model/result.ts';
import type { LimitTrial, RateLimit } from '../../model/stress.ts';
import { formatQuantity } from '../../model/units.ts';
import { observeLoad } from './observe.ts';
import type { PlannedLimit, StressPlan } from './plan.ts';
import type { Loaded } from './run-load.ts';

/** Where it takes more than this share longer, and the longest task, to end all tasks that arrived, they have piled up. */
const mostTime = 1.1;
/** A rate has missed when it misses so often; one of three is chance. */
const missesNeeded = 2;

/** What a search found. */
export interface FoundLimit {
  readonly limit: RateLimit;
  /** The trial at the highest rate that met the targets; where none did, the last at the lowest rate. */
  readonly best: Loaded;
}

/**
 * Searches the highest rate of arrivals that still meets the targets: from the lowest rate twice the rate each time until one
 * misses, then between the highest that met them and the lowest that missed them, by their geometric mean. What misses is
 * tried again: two misses of at most three trials count.
 *
 * @param load puts an open loop at this rate on the system
 */
export async function findLimit(plan: StressPlan, load: (rate: number) => Promise<Loaded>): Promise<FoundLimit> {
  const search = new Search(plan, plan.limit!, load);
  for (let rate = search.next(); rate !== undefined; rate = search.next()) await search.attempt(rate);
  return search.found();
}

/** A search at work: the highest rate that met the targets, and the lowest that missed them. */
class Search {
  readonly #plan: StressPlan;
  readonly #limit: PlannedLimit;
  readonly #load: (rate: number) => Promise<Loaded>;
  readonly #trials: LimitTrial[] = [];
  #best: Loaded | undefined;
  #met: number | undefined;
  #missed: number | undefined;

  constructor(plan: StressPlan, limit: PlannedLimit, load: (rate: number) => Promise<Loaded>) {
    this.#plan = plan;
    this.#limit = limit;
    this.#load = load;
  }

  /** The next rate to try; undefined when the search is over. */
  next(): number | undefined {
    const { from, to, precision } = this.#limit;
    const met = this.#met;
    const missed = this.#missed;
    if (met === undefined) return missed === undefined ? from : undefined;
    if (missed === undefined) return met < to ? Math.min(to, met * 2) : undefined;
    return missed / met > 1 + precision ? Math.sqrt(met * missed) : undefined;
  }

  async attempt(rate: number): Promise<void> {
    let misses = 0;
    let hits = 0;
    let hit: Loaded | undefined;
    // One that meets the targets at once is believed.
    while (misses < missesNeeded && hits < (misses === 0 ? 1 : missesNeeded)) {
      const loaded = await this.#load(rate);
      const trial = judgeTrial(this.#plan, this.#limit, rate, loaded);
      this.#trials.push(trial);
      if (trial.met) {
        hits += 1;
        hit = loaded;
      } else {
        misses += 1;
        // Of nothing that met them there are figures at least.
        if (this.#met === undefined) this.#best = loaded;
      }
    }
    if (misses === missesNeeded) {
      this.#missed = rate;
    } else {
      this.#met = rate;
      this.#best = hit;
    }
  }

  found(): FoundLimit {
    const met = this.#met;
    const missed = this.#missed;
    const limit = {
      ...(met === undefined ? {} : { rate: met }),
      ...(missed === undefined ? {} : { above: missed }),
      sentence: say(this.#limit, met, missed),
      trials: this.#trials,
    };
    return { limit, best: this.#best! };
  }
}

function judgeTrial(plan: StressPlan, { targets, step }: PlannedLimit, rate: number, loaded: Loaded): LimitTrial {
  const metrics = observeLoad(loaded, plan);
  const result: Result = { scenario: 'stress', name: '', parameters: {}, metrics, warnings: [] };
  const missed = targets.flatMap(({ path, bound }): string[] => {
    const figure = findFigure(result, path);
    if (figure === undefined) return [`${path} has no figure: no task completed`];
    return holds(figure.value, bound)
      ? []
      : [`${path} ${formatQuantity(figure.value, figure.unit)}, not ${bound.text}`];
  });
  if (loaded.abandoned > 0) missed.push(`${loaded.abandoned} tasks still waited at the end`);
  else if (loaded.time > step * mostTime + longestOf(loaded))
    missed.push(`took ${formatQuantity(loaded.time, 'ns')} for ${formatQuantity(step, 'ns')} of arrivals`);
  const throughput = (loaded.counts.completed / loaded.time) * 1e9;
  return { rate, met: missed.length === 0, throughput, missed };
}

function longestOf({ observer }: Loaded): number {
  return observer.execute.n === 0 ? 0 : observer.execute.toSummary().max;
}

function say({ to, targets }: PlannedLimit, met: number | undefined, missed: number | undefined): string {
  const what = targets.map(({ path, bound }) => `${path} ${bound.text}`).join(', ');
  if (met === undefined) return `Not even ${formatQuantity(missed!, 'tasks/s')} meet ${what}.`;
  if (missed === undefined)
    return `${formatQuantity(to, 'tasks/s')}, the highest rate that was to be tried, meet ${what}.`;
  return `${formatQuantity(met, 'tasks/s')} meet ${what}; ${formatQuantity(missed, 'tasks/s')} do not.`;
}
