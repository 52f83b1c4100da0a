import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { now } from '../../../../src/measurement/clock.ts';
import { WakeUp } from '../../../../src/scenarios/stress/wake-up.ts';

describe('waking up', () => {
  test('happens once for the earliest time that was asked for', async () => {
    let calls = 0;
    const wakeUp = new WakeUp(() => (calls += 1));
    const time = now();
    wakeUp.set(time + 60e9, time);
    wakeUp.set(Infinity, time);
    wakeUp.set(time + 2e6, time);
    wakeUp.set(time + 30e9, time);
    await expect.poll(() => calls).toBe(1);
    await wait(10);
    expect(calls).toBe(1);
  });

  test('can be called off, and asked for again from within', async () => {
    let calls = 0;
    const wakeUp = new WakeUp(() => {
      calls += 1;
      if (calls < 3) wakeUp.set(now(), now());
    });
    wakeUp.set(now() + 1e6, now());
    wakeUp.stop();
    await wait(10);
    expect(calls).toBe(0);
    wakeUp.set(now(), now());
    await expect.poll(() => calls).toBe(3);
  });
});
