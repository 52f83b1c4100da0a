import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeldSlots } from '../../../src/schedulers/held-slots.ts';
import { task } from './virtual-run.ts';

const operations = fc.array(fc.tuple(fc.constantFrom('add', 'add', 'release', 'find'), fc.nat(60)), {
  maxLength: 300,
  size: 'max',
});

function refused(add: () => unknown): boolean {
  try {
    add();
    return false;
  } catch (error) {
    return String(error).includes('is queued already');
  }
}

test('finds what it holds and nothing else, whenever it is first asked, in whatever order ids come', () => {
  fc.assert(
    fc.property(operations, fc.boolean(), (steps, ascending) => {
      const slots = new HeldSlots();
      const held = new Map<number, number>();
      const seen: unknown[] = [];
      const expected: unknown[] = [];
      let last = 0;
      for (const [operation, number] of steps) {
        if (ascending && operation === 'add') last += 1 + (number % 3);
        const id = ascending && operation === 'add' ? last : number;
        if (operation === 'add' && held.has(id)) {
          seen.push(refused(() => slots.add(task(id))));
          expected.push(true);
        } else if (operation === 'add') {
          const slot = slots.add(task(id));
          seen.push([...held.values()].includes(slot), slots.idAt(slot));
          expected.push(false, id);
          held.set(id, slot);
        } else if (operation === 'find') {
          seen.push(slots.find(task(id)));
          expected.push(held.get(id) ?? -1);
        } else if (held.size > 0) {
          const [other, slot] = [...held][number % held.size]!;
          seen.push(slots.at(slot).id, slots.release(slot).id);
          expected.push(other, other);
          held.delete(other);
        }
      }
      expect(seen).toEqual(expected);
      for (const [id, slot] of held) expect(slots.find(task(id))).toBe(slot);
    }),
    { numRuns: 300 },
  );
});

test('gives memory back when nothing is left of many', () => {
  const slots = new HeldSlots();
  for (let id = 0; id < 5000; id += 1) slots.add(task(id));
  expect(slots.shrink()).toBe(false);
  for (let slot = 0; slot < 5000; slot += 1) slots.release(slot);
  expect(slots.shrink()).toBe(true);
  expect(slots.shrink()).toBe(false);
  expect(slots.add(task(9))).toBe(0);
  expect(slots.find(task(9))).toBe(0);
});
