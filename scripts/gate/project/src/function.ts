/** A function of a few µs that stays on the stack. */
import { extra } from './extra.ts';
import type { Subject } from './subject.ts';

const rounds = 1600;

export function mix(seed: number): number {
  let state = seed;
  for (let round = 0; round < rounds + extra; round++)
    state = (Math.imul(state ^ (state >>> 13), 0x5bd1e995) + round) | 0;
  return state;
}

export function openSubject(): Subject {
  let seed = 1;
  return { call: () => (seed = mix(seed)), close: async () => undefined };
}
