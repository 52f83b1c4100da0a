import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { now } from '../../../../src/measurement/clock.ts';
import { RunClock } from '../../../../src/scenarios/stress/clock.ts';
import { ProfileTime } from '../../../../src/scenarios/stress/profile-time.ts';

describe('the clock of a run', () => {
  test('stands still until it goes, and while it is stopped', async () => {
    const clock = new RunClock();
    await wait(5);
    expect(clock.now()).toBe(0);
    clock.go();
    await wait(5);
    expect(clock.now()).toBeGreaterThan(1e6);
    clock.stop();
    const stopped = clock.now();
    await wait(20);
    clock.stop();
    expect(clock.now()).toBe(stopped);
    const resumed = now();
    clock.go();
    // What has passed in between is no time of the run.
    expect(clock.now() - stopped).toBeLessThanOrEqual(now() - resumed);
    clock.go();
    const moment = now();
    expect(clock.at(moment)).toBeLessThanOrEqual(clock.now());
    expect(clock.at(moment)).toBeGreaterThanOrEqual(stopped);
  });
});

describe('the time of a profile', () => {
  test('stands still while a system drains, and is behind the run from then on', async () => {
    const clock = new RunClock();
    const time = new ProfileTime(clock);
    clock.go();
    await wait(3);
    time.stand();
    const standing = time.now();
    await wait(10);
    time.stand();
    expect(time.now()).toBe(standing);
    time.goOn();
    time.goOn();
    const behind = clock.now() - time.now();
    expect(behind).toBeGreaterThan(8e6);
    expect(time.now()).toBeGreaterThanOrEqual(standing);
    // What was planned before it stood is where it was; what comes after is later.
    expect(time.toRunTime(standing - 1)).toBe(standing - 1);
    expect(time.toRunTime(standing)).toBe(standing);
    expect(time.toRunTime(standing + 1000) - (standing + 1000)).toBeCloseTo(behind, -5);
  });
});
