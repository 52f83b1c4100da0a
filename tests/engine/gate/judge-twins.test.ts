/** What is measured, how often, and what comes of it: with processes whose answers are given, so that every case is a certain one. */
import { describe, expect, test, vi } from 'vitest';
import { judgeTwins, type TwinCase, type TwinOutcome } from '../../../src/gate/judge-twins.ts';
import { createRandom } from '../../../src/statistics/random.ts';
import type { Measurement } from '../../../src/twins/processes.ts';
import type { Answer, Pair, PairedFigure } from '../../../src/twins/protocol.ts';

type Given = Answer | { readonly type: 'lost'; readonly message: string };
type Judged = Extract<TwinOutcome, { type: 'judged' }>;

/** Answers every process by its number, and notes what each was asked for. */
function processesThat(answer: (number: number, wanted: readonly string[]) => Given): {
  readonly asked: (readonly string[])[];
  readonly measure: TwinCase['processes']['measure'];
} {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    measure: async (number: number, { results }: Measurement) => {
      asked[number] = results;
      return answer(number, results) as never;
    },
  };
}

const latency = (base: number, head: number): PairedFigure => ({
  metric: 'latency',
  statistic: 'median',
  unit: 'ns',
  better: 'lower',
  assume: 'sampled',
  base,
  head,
});

const tail = (base: number, head: number): PairedFigure => ({ ...latency(base, head), statistic: 'p99' });

const pair = (result: string, figures: readonly PairedFigure[]): Pair => ({
  result,
  figures,
  blocks: 60,
  calls: 10,
  step: 0,
});

const measured = (...pairs: readonly Pair[]): Given => ({ type: 'measured', pairs, missing: [], took: 1 });

/** Some noise, the same on every machine. */
function noise(): (spread: number) => number {
  const random = createRandom(7);
  return (spread) => 1 + spread * (random.next() - 0.5);
}

async function judge(
  answer: (number: number, wanted: readonly string[]) => Given,
  options: Partial<TwinCase> = {},
): Promise<{ readonly outcome: TwinOutcome; readonly asked: readonly (readonly string[])[] }> {
  const processes = processesThat(answer);
  const outcome = await judgeTwins({
    processes,
    test: 'suite > test',
    results: ['a'],
    margin: 0.05,
    judgements: 1,
    budget: 60_000,
    patience: 1000,
    ...options,
  });
  return { outcome, asked: processes.asked };
}

const verdictsOf = (outcome: TwinOutcome, result = 'a'): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (outcome as Judged).comparisons
      .get(result)!
      .map(({ metric, statistic, verdict }) => [statistic === 'p99' ? `${metric}.p99` : metric, verdict]),
  );

describe('how many processes', () => {
  test('unchanged code is done at the first look', async () => {
    const vary = noise();
    const { outcome, asked } = await judge(() => measured(pair('a', [latency(100, 100 * vary(0.02))])));
    expect(asked).toHaveLength(6);
    expect(verdictsOf(outcome)).toEqual({ latency: 'same' });
    const [comparison] = (outcome as Judged).comparisons.get('a')!;
    expect(comparison).toMatchObject({ processes: 6, leading: true, base: 100 });
    expect(comparison!.interval![0]).toBeLessThan(comparison!.interval![1]);
  });

  test('a slowdown is confirmed by ten fresh ones', async () => {
    const vary = noise();
    const { outcome, asked } = await judge(() => measured(pair('a', [latency(100, 110 * vary(0.02))])));
    expect(asked).toHaveLength(16);
    expect(verdictsOf(outcome)).toEqual({ latency: 'slower' });
    expect((outcome as Judged).comparisons.get('a')![0]!.change).toBeCloseTo(0.1, 1);
  });

  test('what is better when it is higher is worse when it is lower', async () => {
    const vary = noise();
    const throughput = (base: number, head: number): PairedFigure => ({
      ...latency(base, head),
      metric: 'throughput',
      unit: 'tasks/s',
      better: 'higher',
    });
    const { outcome } = await judge(() => measured(pair('a', [throughput(100, 80 * vary(0.02))])));
    const [comparison] = (outcome as Judged).comparisons.get('a')!;
    expect(comparison).toMatchObject({ verdict: 'slower', metric: 'throughput' });
    expect(comparison!.change).toBeCloseTo(-0.2, 1);
    const { outcome: other } = await judge(() => measured(pair('a', [throughput(100, 120 * vary(0.02))])));
    expect(verdictsOf(other)).toEqual({ throughput: 'faster' });
  });

  test('a result that is decided is measured no more, while another of its test is', async () => {
    const vary = noise();
    const { outcome, asked } = await judge(
      (_, wanted) =>
        measured(...wanted.map((name) => pair(name, [latency(100, (name === 'a' ? 100 : 110) * vary(0.02))]))),
      { results: ['a', 'b'] },
    );
    expect(asked.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => ['a', 'b']));
    expect(asked.slice(6)).toEqual(Array.from({ length: 10 }, () => ['b']));
    expect([verdictsOf(outcome, 'a'), verdictsOf(outcome, 'b')]).toEqual([{ latency: 'same' }, { latency: 'slower' }]);
  });

  test('a tail that looks worse asks for more; one that is only noisy does not', async () => {
    const vary = noise();
    const slower = await judge(() => measured(pair('a', [latency(100, 100 * vary(0.02)), tail(200, 400 * vary(0.1))])));
    expect(slower.asked).toHaveLength(16);
    expect(verdictsOf(slower.outcome)).toEqual({ latency: 'same', 'latency.p99': 'slower' });
    const noisy = await judge((number) =>
      measured(pair('a', [latency(100, 100 * vary(0.02)), tail(200, number % 2 === 0 ? 140 : 220)])),
    );
    expect(noisy.asked).toHaveLength(6);
    // Within its five margins, and beyond one.
    const allowed = await judge(() =>
      measured(pair('a', [latency(100, 100 * vary(0.02)), tail(200, 220 * vary(0.02))])),
    );
    expect(allowed.asked).toHaveLength(6);
    expect(verdictsOf(allowed.outcome)['latency.p99']).toBe('same');
  });

  test('a result that fails already is measured no more, whatever its tail would say', async () => {
    const vary = noise();
    const { asked, outcome } = await judge((number) =>
      measured(pair('a', [latency(100, 110 * vary(0.02)), tail(200, number % 3 === 0 ? 200 : 300)])),
    );
    expect(asked).toHaveLength(16);
    expect(verdictsOf(outcome)['latency']).toBe('slower');
  });

  test('what no look would decide ends early', async () => {
    const { outcome, asked } = await judge((number) =>
      measured(pair('a', [latency(100, number % 2 === 0 ? 90 : 112)])),
    );
    expect(asked.length).toBeLessThan(24);
    expect(verdictsOf(outcome)).toEqual({ latency: 'inconclusive' });
  });

  test('without time one process measures all the same, and nothing is decided', async () => {
    const { outcome, asked } = await judge(() => measured(pair('a', [latency(100, 200)])), { budget: 0 });
    expect(asked).toHaveLength(1);
    const [comparison] = (outcome as Judged).comparisons.get('a')!;
    expect(comparison).toMatchObject({ verdict: 'inconclusive', processes: 1, base: 100, head: 200 });
    expect(comparison!.reason).toContain('time was spent');
  });

  test('where the time would not do for a first look, one process is all', async () => {
    let elapsed = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => elapsed);
    const slow = (budget: number): ReturnType<typeof judge> =>
      judge(
        () => {
          elapsed += 2000;
          return measured(pair('a', [latency(100, 100)]));
        },
        { budget },
      );
    const [short, enough] = [await slow(7000), await slow(12_000)];
    vi.restoreAllMocks();
    expect(short.asked).toHaveLength(1);
    expect(verdictsOf(short.outcome)).toEqual({ latency: 'inconclusive' });
    expect(enough.asked).toHaveLength(6);
    expect(verdictsOf(enough.outcome)).toEqual({ latency: 'same' });
  });

  test('what looks slower when the time is over is followed until it is confirmed; the rest is not', async () => {
    const vary = noise();
    let elapsed = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => elapsed);
    const { outcome, asked } = await judge(
      (_, wanted) => {
        elapsed += 1000;
        return measured(
          ...wanted.map((name) => pair(name, [latency(100, name === 'a' ? 120 * vary(0.02) : 100 * vary(0.4))])),
        );
      },
      { results: ['a', 'b'], budget: 8000 },
    );
    vi.restoreAllMocks();
    expect(asked).toHaveLength(16);
    expect(asked.slice(8)).toEqual(Array.from({ length: 8 }, () => ['a']));
    expect([verdictsOf(outcome, 'a'), verdictsOf(outcome, 'b')]).toEqual([
      { latency: 'slower' },
      { latency: 'inconclusive' },
    ]);
  });

  test('what every process so far calls slower is followed to its looks, however long the processes take', async () => {
    const vary = noise();
    let elapsed = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => elapsed);
    const { outcome, asked } = await judge(
      () => {
        elapsed += 9000;
        return measured(pair('a', [latency(100, 200 * vary(0.02))]));
      },
      { budget: 40_000 },
    );
    vi.restoreAllMocks();
    expect(asked).toHaveLength(16);
    expect(verdictsOf(outcome)).toEqual({ latency: 'slower' });
  });

  test('a fixed number of them, to see the noise', async () => {
    const { outcome, asked } = await judge(() => measured(pair('a', [latency(100, 100)])), { fixed: 9 });
    expect(asked).toHaveLength(9);
    expect((outcome as Judged).pairs.get('a')).toHaveLength(9);
  });
});

describe('sizes and counts', () => {
  const allocated = (base: number, head: number): PairedFigure => ({
    ...latency(base, head),
    metric: 'allocated',
    unit: 'B',
  });

  test('a few bytes more than none are none', async () => {
    const { outcome } = await judge(() => measured(pair('a', [allocated(0, 12)])));
    expect(verdictsOf(outcome)).toEqual({ allocated: 'same' });
  });

  test('many bytes more than none are slower, and finite', async () => {
    const { outcome } = await judge(() => measured(pair('a', [allocated(0, 1000)])));
    const [comparison] = (outcome as Judged).comparisons.get('a')!;
    expect(comparison!.verdict).toBe('slower');
    expect(Number.isFinite(comparison!.change)).toBe(true);
  });

  test('exact figures are judged at once and hard', async () => {
    const count = (base: number, head: number): PairedFigure => ({
      ...latency(base, head),
      metric: 'bytes',
      unit: 'B',
      assume: 'exact',
    });
    const worse = await judge(() => measured(pair('a', [count(1000, 1001)])));
    expect(worse.asked).toHaveLength(2);
    expect(verdictsOf(worse.outcome)).toEqual({ bytes: 'slower' });
    expect(verdictsOf((await judge(() => measured(pair('a', [count(1000, 999)])))).outcome)).toEqual({
      bytes: 'faster',
    });
    expect(verdictsOf((await judge(() => measured(pair('a', [count(5, 5)])))).outcome)).toEqual({ bytes: 'same' });
    const unsteady = await judge((number) => measured(pair('a', [count(1000, 1000 + number)])));
    expect(verdictsOf(unsteady.outcome)).toEqual({ bytes: 'inconclusive' });
    expect((unsteady.outcome as Judged).comparisons.get('a')![0]!.reason).toContain('declare it sampled');
  });
});

describe('what cannot be measured', () => {
  test('a side that fails is the outcome', async () => {
    const failed: Given = { type: 'failed', side: 'base', message: 'TypeError: no', stack: '' };
    expect((await judge(() => failed)).outcome).toEqual(failed);
  });

  test('one lost process is forgiven, two are not', async () => {
    const vary = noise();
    const lost: Given = { type: 'lost', message: 'gone' };
    const fine = (): Given => measured(pair('a', [latency(100, 100 * vary(0.02))]));
    const once = await judge((number) => (number === 3 ? lost : fine()));
    expect(once.asked).toHaveLength(7);
    expect(verdictsOf(once.outcome)).toEqual({ latency: 'same' });
    expect((await judge((number) => (number >= 3 ? lost : fine()))).outcome).toEqual(lost);
    expect((await judge(() => lost)).outcome).toEqual(lost);
  });

  test('one failure after others have measured it is forgiven as well', async () => {
    const vary = noise();
    const failed: Given = { type: 'failed', side: 'base', message: 'Error: at times', stack: '' };
    const fine = (): Given => measured(pair('a', [latency(100, 100 * vary(0.02))]));
    const once = await judge((number) => (number === 2 ? failed : fine()));
    expect(verdictsOf(once.outcome)).toEqual({ latency: 'same' });
    expect((await judge((number) => (number === 2 || number === 3 ? failed : fine()))).outcome).toEqual(failed);
  });

  test('a result that is missing is asked for once', async () => {
    const vary = noise();
    const missing = { result: 'b', side: 'base', message: 'Error: not there' } as const;
    const { outcome, asked } = await judge(
      (_, wanted) => ({
        type: 'measured',
        pairs: [pair('a', [latency(100, 100 * vary(0.02))])],
        missing: wanted.includes('b') ? [missing] : [],
        took: 1,
      }),
      { results: ['a', 'b'] },
    );
    expect(asked.slice(0, 2)).toEqual([['a', 'b'], ['a']]);
    expect((outcome as Judged).missing.get('b')).toEqual(missing);
    expect(verdictsOf(outcome)).toEqual({ latency: 'same' });
  });

  test('a cancelled run throws', async () => {
    const abort = new AbortController();
    const judging = judge(
      () => {
        abort.abort();
        return { type: 'lost', message: 'The run was cancelled.' };
      },
      { signal: abort.signal },
    );
    await expect(judging).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
