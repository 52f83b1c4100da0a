import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventHeap } from '../../../../src/executors/simulator/event-heap.ts';

const steps = fc.array(
  fc.record({
    action: fc.constantFrom('add', 'add', 'take', 'call off'),
    code: fc.nat(30),
    time: fc.nat(20),
    /** Between two actions somebody may look or not. */
    looking: fc.boolean(),
  }),
  { maxLength: 300, size: 'max' },
);

test('hands events over in the order of their times, at the same time in that of their codes, if not called off', () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      const due = new Float64Array(31).fill(Number.NaN);
      const heap = new EventHeap(due);
      const model = new Map<number, number>();
      const first = (): readonly [code: number, time: number] =>
        [...model].sort((a, b) => a[1] - b[1] || a[0] - b[0])[0] ?? [-1, Infinity];
      const take = (): void => {
        const [code, time] = first();
        expect(heap.earliest).toBe(time);
        if (code === -1) return;
        expect(heap.take()).toBe(code);
        due[code] = Number.NaN;
        model.delete(code);
      };
      for (const { action, code, time, looking } of drawn) {
        expect(looking ? heap.earliest : undefined).toBe(looking ? first()[1] : undefined);
        if (action === 'take') {
          take();
        } else if (action === 'call off') {
          due[code] = Number.NaN;
          model.delete(code);
        } else if (!model.has(code)) {
          due[code] = time;
          heap.add(code);
          model.set(code, time);
        }
      }
      for (let left = model.size; left >= 0; left -= 1) take();
      expect(heap.earliest).toBe(Infinity);
    }),
    { numRuns: 300 },
  );
});
