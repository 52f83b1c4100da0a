import type { Side as SideName } from '../../protocol.ts';
import type { Random } from '../../../statistics/random.ts';

/** Both sides in the order in which they come. */
export type SideOrder = readonly [SideName, SideName];

/** The order that begins with a side. */
export function beginningWith(first: SideName): SideOrder {
  return first === 'base' ? ['base', 'head'] : ['head', 'base'];
}

/**
 * The order of each pair of blocks. Of every two pairs each side begins one, drawn which: wherever measuring stops, no side has
 * begun more than one pair more than the other.
 */
export function drawOrders(pairs: number, random: Random): readonly SideOrder[] {
  const orders: SideOrder[] = [];
  while (orders.length < pairs) {
    const order = beginningWith(random.integer(2) === 0 ? 'base' : 'head');
    orders.push(order, [order[1], order[0]]);
  }
  return orders.slice(0, pairs);
}
