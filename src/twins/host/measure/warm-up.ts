import type { BlockPlan, Side as SideName } from '../../protocol.ts';
import { now } from '../../../measurement/clock.ts';
import { median } from '../../../statistics/quantiles.ts';
import type { SideOrder } from './order.ts';
import type { Subject } from './subject.ts';

const nsPerMs = 1e6;
/** A block grows by this at most: the first calls run in the interpreter and foretell too long a time. */
const mostGrowth = 8;
/** Warming up goes on while the level falls by more than this from one quarter to the next. */
const settled = 0.1;
/** How much longer it may take. */
const mostTimes = 2;

/** Times of a call, in ns, and when they were seen. */
interface Level {
  readonly at: number;
  readonly perCall: number;
}

/** A side while it is warmed up. */
interface Warming {
  readonly subject: Subject;
  readonly levels: Level[];
  /** Time that it has run, in ns. */
  spent: number;
}

/**
 * Runs both sides in turns until they are warm.
 *
 * @param check throws where the measurement is to end
 * @returns the calls that a block of the slower side needs, and how long one of them takes, in ns
 */
export async function warmUp(
  subjects: Readonly<Record<SideName, Subject>>,
  order: SideOrder,
  plan: BlockPlan,
  check: () => void,
): Promise<{ readonly calls: number; readonly perCall: number }> {
  const sides = order.map((side): Warming => ({ subject: subjects[side], levels: [], spent: 0 }));
  for (const side of sides) {
    const begun = now();
    const perCall = await side.subject.probe();
    note(side, perCall, now() - begun);
  }
  const whole = plan.warmup * nsPerMs;
  const block = plan.block * nsPerMs;
  let until = whole;
  let calls = 1;
  for (;;) {
    check();
    // The one that has run less: in turns where both are equally fast.
    const next = sides[0]!.spent <= sides[1]!.spent ? sides[0]! : sides[1]!;
    if (next.spent >= until) {
      if (until >= whole * mostTimes || !sides.some((side) => isFalling(side, until))) break;
      until += whole / 4;
      continue;
    }
    const begun = now();
    const time = await next.subject.time(calls);
    const took = now() - begun;
    note(next, time / calls, took);
    const slower = Math.max(...sides.map(({ levels }) => levels.at(-1)!.perCall));
    // Where hooks between the calls take longer than the calls, more calls would take forever.
    if (slower * calls < block && took < block * mostGrowth) calls = grown(calls, block / slower);
  }
  const slower = Math.max(...sides.map((side) => levelOf(side, 0.75 * side.spent, side.spent)));
  // Not by much more than what was tried: of a function that says to take no time, no number of calls would do.
  return { calls: Math.max(1, Math.min(Math.ceil(block / slower), calls * 2)), perCall: slower };
}

function note(side: Warming, perCall: number, took: number): void {
  side.spent += took;
  side.levels.push({ at: side.spent, perCall });
}

function grown(calls: number, needed: number): number {
  return Math.max(calls + 1, Math.ceil(Math.min(calls * mostGrowth, needed * 1.05)));
}

function isFalling(side: Warming, until: number): boolean {
  const before = levelOf(side, until / 2, until * 0.75);
  return levelOf(side, until * 0.75, Infinity) < before * (1 - settled);
}

/** The median level in a stretch of time; the last level where there is none. */
function levelOf({ levels }: Warming, from: number, to: number): number {
  const inside = levels.flatMap(({ at, perCall }) => (at > from && at <= to ? [perCall] : []));
  return inside.length === 0 ? levels.at(-1)!.perCall : median(inside);
}
