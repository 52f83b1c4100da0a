import type { BlockPlan, Side as SideName } from '../../protocol.ts';
import { now } from '../../../measurement/clock.ts';
import { collectGarbage } from '../../../measurement/memory.ts';
import type { Random } from '../../../statistics/random.ts';
import { drawOrders } from './order.ts';
import type { Subject } from './subject.ts';

/** Time of a call in each block, in ns, in the order of time. */
export type BlockTimes = Readonly<Record<SideName, readonly number[]>>;

/**
 * Measures blocks of both sides in turns.
 *
 * @param time takes the time of a block's calls, in ns
 * @param check throws where the measurement is to end
 */
export async function measureBlocks(
  subjects: Readonly<Record<SideName, Subject>>,
  calls: number,
  plan: BlockPlan,
  random: Random,
  time: (subject: Subject) => Promise<number>,
  check: () => void,
): Promise<BlockTimes> {
  const times: Record<SideName, number[]> = { base: [], head: [] };
  collectGarbage();
  const orders = drawOrders(plan.blocks, random);
  // The first calls after a collection find cold caches. Where a block is one long call that does not show.
  if (calls > 1) for (const side of orders[0] ?? []) await time(subjects[side]);
  const begun = now();
  for (const order of orders) {
    check();
    const pairBegun = now();
    for (const side of order) times[side].push((await time(subjects[side])) / calls);
    const ended = now();
    if (ended - begun + (ended - pairBegun) > plan.longest * 1e6) break;
  }
  return times;
}
