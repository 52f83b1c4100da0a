import { now } from '../measurement/clock.ts';

/** Node's longest timer, in ms: a longer one would end at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * Waits without using the CPU. Timers count in whole ms and may fire up to 1 ms early against the clock: never shorter
 * than asked for.
 *
 * @param duration in ns
 */
export function sleep(duration: number): Promise<void> {
  const end = now() + duration;
  return new Promise((resolve) => {
    const wake = (): void => {
      const left = end - now();
      if (left <= 0) resolve();
      else setTimeout(wake, Math.min(longestTimer, Math.ceil(left / 1e6)));
    };
    wake();
  });
}
