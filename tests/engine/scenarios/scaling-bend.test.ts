import { describe, expect, test } from 'vitest';
import type { UslFit } from '../../../src/model/scaling.ts';
import { type BendPoint, explainBend } from '../../../src/scenarios/scaling/explain-bend.ts';

type Parts = NonNullable<BendPoint['perTask']>;

const alone: Parts = { busy: 100, transfer: 10, dispatch: 5, idle: 0 };

/** Points by number of workers: the efficiency, and what a task's share of the workers' time grew by. */
function points(given: Readonly<Record<number, readonly [efficiency: number, more?: Partial<Parts>]>>): BendPoint[] {
  return Object.entries(given).map(([workers, [efficiency, more = {}]]) => ({
    workers: Number(workers),
    efficiency,
    tasks: 100,
    perTask: Object.fromEntries(
      Object.entries(alone).map(([part, time]) => [part, time + (more[part as keyof Parts] ?? 0)]),
    ) as unknown as Parts,
    cpu: undefined,
  }));
}

function usl(sigma: number, kappa: number, lowest = kappa / 2, doubted = false): UslFit {
  return {
    fittedTo: [1, 2, 4, 8],
    lambda: { value: 1 },
    sigma: { value: sigma },
    kappa: { value: kappa, interval: [lowest, kappa * 2] },
    peak: 'not reached',
    lackOfFit: { probability: doubted ? 0 : 0.5, doubted },
  };
}

const free = { cores: 2, cpuBound: false, usl: undefined };

describe('the reason for the bend', () => {
  test('there is none while efficiency stays at 95 %', () => {
    expect(explainBend({ ...free, points: points({ 1: [1], 2: [0.99], 16: [0.95] }) })).toEqual({
      reason: 'none',
      sentence: 'Efficiency stays at 95 % or more up to 16 workers.',
    });
    expect(explainBend({ ...free, points: points({ 1: [1] }) }).reason).toBe('none');
  });

  test('too few cores: fine up to them, and what computes cannot be faster beyond', () => {
    const computing = { cores: 2, cpuBound: true, usl: undefined };
    const measured = points({ 1: [1], 2: [0.99], 4: [0.52, { busy: 90 }], 8: [0.26, { busy: 290 }] });
    expect(explainBend({ ...computing, points: measured })).toEqual({
      reason: 'too few cores',
      from: 4,
      sentence: 'From 4 workers on efficiency is below 95 %: the process may use 2 cores.',
    });
    const seen = measured.map((point) => ({ ...point, cpu: Math.min(point.workers, 2) * 0.98 }));
    expect(explainBend({ ...computing, points: seen })).toMatchObject({
      reason: 'too few cores',
      sentence: expect.stringContaining('2 cores, of which 1.96 are busy with 8 workers'),
    });
    // Whatever the kind of task: cores that are busy are the limit, and idle ones are not.
    expect(explainBend({ ...free, points: seen }).reason).toBe('too few cores');
    const idle = measured.map((point) => Object.assign({}, point, { cpu: 0.3 }));
    expect(explainBend({ ...free, points: idle }).reason).toBe('contention');
  });

  test('it is not the cores where the loss is there within them', () => {
    const measured = points({ 1: [1], 2: [0.6, { dispatch: 60 }], 4: [0.3, { dispatch: 200 }] });
    const bend = explainBend({ cores: 2, cpuBound: true, usl: undefined, points: measured });
    expect(bend).toMatchObject({ reason: 'contention', from: 2 });
    expect(bend.sentence).toContain(
      'with 2 workers, in 100 % of the time that is lost workers waited for the scheduler',
    );
  });

  test('too few tasks: most of the loss is that of workers with nothing left', () => {
    const measured = points({ 1: [1], 8: [0.94, { idle: 5 }], 16: [0.7, { idle: 30, transfer: 10 }] });
    expect(explainBend({ ...free, points: measured })).toEqual({
      reason: 'too few tasks',
      from: 8,
      sentence:
        'From 8 workers on efficiency is below 95 %: with 16 workers, in 75 % of the time that is lost workers had nothing left to do; there are 6.25 tasks for each.',
    });
  });

  test.each([
    ['contention', usl(0.05, 0), 'workers wait for what only one can have (σ = 0.05, κ = 0)'],
    ['contention', usl(0.05, 0.001), 'workers wait for what only one can have (σ = 0.05, κ = 0.001)'],
    // What may be 0, or a law that the points do not lie on, proves nothing.
    ['contention', usl(0, 0.01, 0), 'coherency is not told from none (σ = 0, κ = 0.01)'],
    [
      'contention',
      usl(0, 0.01, 0.005, true),
      'the points lie on no law that tells contention from coherency (σ = 0, κ = 0.01)',
    ],
    ['coherency', usl(0.05, 0.01), 'every worker slows all others down (σ = 0.05, κ = 0.01)'],
    ['coherency', usl(0, 0.001), 'every worker slows all others down (σ = 0, κ = 0.001)'],
  ] as const)('%s, as a fitted law says', (reason, law, words) => {
    const measured = points({ 1: [1], 8: [0.5, { transfer: 50, dispatch: 5 }] });
    expect(explainBend({ ...free, usl: law, points: measured })).toEqual({
      reason,
      from: 8,
      sentence: `From 8 workers on efficiency is below 95 %: with 8 workers, in 91 % of the time that is lost tasks and results were on their way; ${words}.`,
    });
  });

  test('coherency without an interval is not believed', () => {
    const measured = points({ 1: [1], 8: [0.5, { transfer: 50 }] });
    const { kappa, ...law } = usl(0, 0.01);
    const once = { ...law, kappa: { value: kappa.value } };
    expect(explainBend({ ...free, usl: once, points: measured }).reason).toBe('contention');
  });

  test('without knowing where the time went the law is all there is', () => {
    const measured = points({ 1: [1], 4: [0.9], 8: [0.5] }).map((point) =>
      Object.assign({}, point, { perTask: undefined }),
    );
    expect(explainBend({ ...free, usl: usl(0.1, 0), points: measured }).sentence).toBe(
      'From 4 workers on efficiency is below 95 %: workers wait for what only one can have (σ = 0.1, κ = 0).',
    );
    expect(explainBend({ ...free, points: measured })).toMatchObject({
      reason: 'contention',
      sentence: expect.stringMatching(/: too few points to tell contention from coherency\.$/),
    });
  });

  test('in virtual time there are no cores to lack', () => {
    const measured = points({ 1: [1], 64: [0.5, { dispatch: 100 }] });
    expect(explainBend({ cores: undefined, cpuBound: false, usl: undefined, points: measured }).reason).toBe(
      'contention',
    );
  });
});
