import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Room } from '../../../src/executors/room.ts';

/** The same by looking at every worker. */
class Plain {
  readonly held: number[];
  readonly shut: boolean[];
  readonly changed: number[];
  #clock = 0;

  constructor(count: number) {
    this.held = Array.from({ length: count }, () => 0);
    this.shut = Array.from({ length: count }, () => false);
    this.changed = Array.from({ length: count }, () => (this.#clock += 1));
  }

  touch(worker: number): void {
    this.changed[worker] = this.#clock += 1;
  }

  free(depth: number): number {
    const open = this.held
      .map((_, worker) => worker)
      .filter((worker) => !this.shut[worker] && this.held[worker]! < depth);
    return open.toSorted((a, b) => this.held[a]! - this.held[b]! || this.changed[a]! - this.changed[b]!)[0] ?? -1;
  }
}

test('the worker with the fewest tasks has room, of several the one that has waited longest', () => {
  const step = fc.record({ worker: fc.nat({ max: 4 }), what: fc.constantFrom('take', 'give', 'shut', 'open') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 3 }), (steps, depth) => {
      const room = new Room(5, depth);
      const plain = new Plain(5);
      for (const { worker, what } of steps) {
        if (what === 'take' && plain.held[worker]! < depth) {
          room.change(worker, 1);
          plain.held[worker]! += 1;
        } else if (what === 'give' && plain.held[worker]! > 0) {
          room.change(worker, -1);
          plain.held[worker]! -= 1;
        } else if (what === 'shut' && !plain.shut[worker]) {
          room.shut(worker);
          plain.shut[worker] = true;
        } else if (what === 'open' && plain.shut[worker]) {
          room.reopen(worker);
          plain.shut[worker] = false;
        } else {
          continue;
        }
        plain.touch(worker);
        expect(room.free()).toBe(plain.free(depth));
        expect(room.inFlight(worker)).toBe(plain.shut[worker] ? depth : plain.held[worker]);
        expect(room.hasRoom(worker)).toBe(!plain.shut[worker] && plain.held[worker]! < depth);
      }
    }),
  );
});
