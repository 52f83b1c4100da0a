import { describe, expect, test } from 'vitest';
import { Cancellations } from '../../../../src/scenarios/stress/cancellations.ts';
import type { Task } from '../../../../src/schedulers/task.ts';
import { createRandom } from '../../../../src/statistics/random.ts';

function cancelAll(count: number, seed: number): { readonly onTheWay: number[]; readonly all: number[] } {
  const all: number[] = [];
  const cancellations = new Cancellations(createRandom(seed), ({ id }) => all.push(id));
  for (let id = 0; id < count; id += 1) {
    cancellations.choose({ id, kind: '', priority: 0, estimate: 0, submitted: 0 } satisfies Task);
  }
  const onTheWay = [...all];
  cancellations.finish();
  cancellations.finish();
  return { onTheWay, all };
}

describe('cancellations', () => {
  test('take every chosen task once, in an order that the seed decides', () => {
    const { onTheWay, all } = cancelAll(200, 1);
    expect(onTheWay).toHaveLength(168);
    expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, id) => id));
    expect(onTheWay).not.toEqual(onTheWay.toSorted((a, b) => a - b));
    expect(cancelAll(200, 1).all).toEqual(all);
    expect(cancelAll(200, 2).all).not.toEqual(all);
  });

  test('leave a task some time: the last ones wait', () => {
    expect(cancelAll(32, 1).onTheWay).toEqual([]);
    expect(cancelAll(33, 1).onTheWay).toHaveLength(1);
  });
});
