import { GateError } from '../model/errors.ts';

/** A seeded source of random numbers: the same seed gives the same numbers on every machine and every Node. */
export interface Random {
  /** The next number, uniform in [0, 1), with 53 bits. */
  next(): number;
  /**
   * The next whole number, uniform in 0 to n − 1.
   *
   * @throws GateError `BAD_OPTION` when n is not a whole number from 1 to 2³²
   */
  integer(n: number): number;
  /** A source of its own, determined by this one's state: what it gives does not depend on how much the other gives later. */
  fork(): Random;
}

const words = 2 ** 32;

/**
 * A generator from a seed. sfc32 ("small fast counting", C. Doty-Humphrey's PractRand), its state filled from the seed
 * by splitmix32 steps: 32-bit integer arithmetic only.
 *
 * @param seed any safe whole number
 * @throws GateError `BAD_OPTION` when the seed is none
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `seed: ${seed} is not a whole number.`,
      fix: 'Use a whole number, for example 1.',
    });
  }
  const low = seed | 0;
  const high = Math.floor(seed / words) | 0;
  return generate(scramble(low), scramble(low ^ 0x9e3779b9), scramble(high), 1);
}

/** The finalizer of splitmix32: every bit of the input reaches every bit of the output. */
function scramble(input: number): number {
  let word = (input + 0x9e3779b9) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

function generate(first: number, second: number, third: number, count: number): Random {
  let a = first | 0;
  let b = second | 0;
  let c = third | 0;
  let counter = count | 0;

  function word(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  // The author's advice: the first outputs still show the seed.
  for (let i = 0; i < 15; i++) word();

  return {
    next() {
      const upper = word() >>> 5;
      const lower = word() >>> 6;
      return (upper * 2 ** 26 + lower) / 2 ** 53;
    },
    integer(n) {
      if (!Number.isInteger(n) || n < 1 || n > words) {
        throw new GateError({
          code: 'BAD_OPTION',
          message: `random.integer: ${n} is not a whole number from 1 to ${words}.`,
          fix: 'Ask for an integer below a whole number of at least 1.',
        });
      }
      // Words beyond the last whole multiple of n would favour the small remainders.
      const fair = words - (words % n);
      let drawn = word();
      while (drawn >= fair) drawn = word();
      return drawn % n;
    },
    fork() {
      return generate(word(), word(), word(), word());
    },
  };
}
