import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allCells, nextCell, quickCells } from '../scripts/gate/cells.ts';
import { codeOnly } from '../scripts/gate/code-only.ts';
import { countGate, countRivals } from '../scripts/gate/count-trials.ts';
import { goalsOf } from '../scripts/gate/goals.ts';
import { kindNames, kinds } from '../scripts/gate/kinds.ts';
import { extraFor } from '../scripts/gate/planted.ts';
import { appendLines, parseLines, readLines, type TrialLine } from '../scripts/gate/recordings.ts';
import { rivalRules } from '../scripts/gate/rival-rules.ts';
import { linesOf } from '../scripts/gate/trial-lines.ts';
import { renderTable } from '../scripts/gate/trial-table.ts';
import { createRandom } from '../src/statistics/random.ts';

/** A trial that came out as it should. */
function line(over: Partial<TrialLine> = {}): TrialLine {
  const cell = { kind: 'function', benchmarks: 1, slowdown: 0, extra: 0, noisy: false, margin: 0.05 } as const;
  const judged = { verdict: 'same', result: 'same', estimate: 0.001, processes: 6, seconds: 8, run: 9 };
  return { rule: 'r', trial: 1, name: 'function', ...cell, ...judged, ...over };
}

/** Samples that spread evenly over a hundredth of their level. */
function own(level: number): NonNullable<TrialLine['own']> {
  const samples = Array.from({ length: 100 }, (_, at) => level * (1 + (at - 49.5) / 10_000));
  return { mean: level, samples };
}

function openFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'benchgate-recordings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'lines.jsonl');
  writeFileSync(file, text);
  return file;
}

describe('recordings', () => {
  test('a line that was cut off does not count, and does not spoil the next one', () => {
    const file = openFile('{"a":1}\n{"a":');
    expect(readLines(file)).toEqual([{ a: 1 }]);
    appendLines(file, [{ a: 2 }, { a: 3 }]);
    expect(readLines(file)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
    appendFileSync(file, '{"a":4}');
    expect(readLines(file)).toHaveLength(4);
  });

  test('nothing is written for nothing', () => {
    const file = openFile('');
    appendLines(file, []);
    expect(readFileSync(file, 'utf8')).toBe('');
    expect(readLines(`${file}.missing`)).toEqual([]);
    expect(parseLines('')).toEqual([]);
  });
});

test('comments and white space are no part of a version, strings and code are', () => {
  const version = (text: string): string => {
    const file = `${openFile('')}.ts`;
    writeFileSync(file, text);
    return codeOnly(file);
  };
  const code = version("/** About. */\nconst a: string = '// no comment'; // why\n\nconst b = 1;\n");
  expect(code).toBe("const a: string = '// no comment'; const b = 1;");
  expect(version("const a: string = '// no comment';\n/* more */ const b = 1;")).toBe(code);
  expect(version("const a: string = '// comment'; const b = 1;")).not.toBe(code);
  expect(version("const a: string = '// no comment'; const b = 2;")).not.toBe(code);
});

describe('order of trials', () => {
  const cells = allCells();

  /** What a run of so many trials records. */
  function runTrials(trials: number): TrialLine[] {
    const random = createRandom(1);
    const lines: TrialLine[] = [];
    for (let trial = 1; trial <= trials; trial++) {
      const cell = nextCell(cells, lines, random);
      if (cell === undefined) break;
      const { trials: _trials, ...facts } = cell;
      for (let result = 0; result < cell.benchmarks; result++) {
        lines.push(line({ ...facts, trial, kind: result % 2 === 1 ? 'allocation' : cell.kind }));
      }
    }
    return lines;
  }

  const whole = cells.reduce((sum, { trials }) => sum + trials, 0);
  const trialsOf = (lines: readonly TrialLine[], { kind, slowdown, noisy, margin }: (typeof cells)[number]): number =>
    lines.filter((one) => {
      const same = one.kind === kind && one.slowdown === slowdown && one.noisy === noisy;
      return same && one.margin === margin && one.benchmarks === 1;
    }).length;

  test('each cell has its trials at the end, and then there are no more', () => {
    const lines = runTrials(Infinity);
    expect(new Set(lines.map(({ trial }) => trial)).size).toBe(whole);
    for (const cell of cells.filter(({ benchmarks }) => benchmarks === 1)) {
      expect(trialsOf(lines, cell)).toBe(cell.trials);
    }
  });

  test('halfway, what has many trials has had about half of them', () => {
    const lines = runTrials(whole / 2);
    for (const cell of cells.filter(({ trials, benchmarks }) => trials >= 40 && benchmarks === 1)) {
      expect(trialsOf(lines, cell) / cell.trials).toBeGreaterThan(0.25);
      expect(trialsOf(lines, cell) / cell.trials).toBeLessThan(0.75);
    }
  });

  test('each kind has a hundred trials of unchanged code, those in a file of ten included', () => {
    const ten = cells.find(({ benchmarks }) => benchmarks > 1);
    for (const kind of kindNames) {
      const unchanged = cells.filter((cell) => cell.kind === kind && cell.slowdown === 0 && cell.benchmarks === 1);
      const alone = unchanged.reduce((sum, { trials }) => sum + trials, 0);
      expect(alone + (kinds[kind].inTen ? 5 * ten!.trials : 0)).toBeGreaterThanOrEqual(100);
    }
  });

  test('a quick run tries some of the same cells, each of them once', () => {
    expect(quickCells().length).toBeLessThan(cells.length / 2);
    expect(quickCells().every(({ trials }) => trials === 1)).toBe(true);
    expect(cells.some(({ trials }) => trials > 1)).toBe(true);
  });
});

test('work is added by shares of a whole call, as calibrated where that has been done', () => {
  const calibrated = { sources: '', whole: 2000, planted: [] };
  expect(extraFor('function', 0.05, {})).toBe(80);
  expect(extraFor('function', 0.05, { function: calibrated })).toBe(100);
  expect(extraFor('round-trip', 0.05, { 'pinned-round-trip': calibrated })).toBe(100);
  expect(extraFor('pool', 0, {})).toBe(0);
});

describe('what others do', () => {
  test.each(Object.keys(rivalRules))('%s: sees a change of 20 %%, and none of -20 %%', (name) => {
    expect(rivalRules[name]!(own(100), own(120))).toBe(true);
    expect(rivalRules[name]!(own(120), own(100))).toBe(false);
  });

  test('thresholds are where they are said to be', () => {
    const called = (level: number): string[] =>
      Object.keys(rivalRules).filter((name) => rivalRules[name]!(own(100), own(level)));
    expect(called(100)).toEqual(["Vitest's toBeFasterThan(bench.from(…))"]);
    expect(called(101)).toHaveLength(2);
    expect(called(103)).toHaveLength(3);
    expect(called(106)).toHaveLength(4);
    expect(called(111)).toHaveLength(5);
  });

  test('the numbers of a trial are held against the latest unchanged one before it, of the same kind and neighbour', () => {
    const counts = countRivals([
      line({ trial: 1, own: own(100) }),
      line({ trial: 2, own: own(200), noisy: true }),
      line({ trial: 3, own: own(106), slowdown: 0.05 }),
      line({ trial: 4, own: own(120) }),
      line({ trial: 5, own: own(121), slowdown: 0.05 }),
    ]);
    const of = counts.filter(({ rule }) => rule === 'stored mean, above +5 %');
    expect(of.map(({ cell, trials, slower }) => [cell.slowdown, cell.noisy, trials, slower])).toEqual([
      [0, false, 1, 1],
      [0.05, false, 2, 1],
    ]);
  });
});

describe('table', () => {
  const lines = [
    line({ trial: 1, own: own(100) }),
    line({ trial: 2, own: own(101), result: 'slower', others: { 'allocated.median': 'slower' } }),
    line({ trial: 3, own: own(105), slowdown: 0.05, extra: 80, verdict: 'slower', result: 'slower', seconds: 20 }),
    line({ trial: 4, verdict: 'none', result: 'none', reason: 'it\ncrashed' }),
    line({ trial: 5, rule: 'older' }),
  ];

  test('a result that fails for another figure is no slower time, and a false failure', () => {
    const [unchanged] = countGate(lines.slice(0, 2));
    expect(unchanged).toMatchObject({ trials: 2, slower: 0, failed: 1, same: 2, inconclusive: 0 });
    const [goal] = goalsOf(lines.slice(0, 2));
    expect(goal).toMatchObject({ recorded: '1 of 2', state: 'missed' });
  });

  test('is made of one version of the rule, and the same every time', () => {
    const text = renderTable({ rule: 'r', lines, calibration: {} });
    expect(renderTable({ rule: 'r', lines, calibration: {} })).toBe(text);
    expect(text).toContain('Version `r` of the rule, 4 results; 1 of other versions are left out. 1 had no verdict.');
    expect(text).toMatch(/\| gate, 5 % +\| function +\| quiet +\| *\+5 % \| *1 \| *100 \|/);
    expect(text).toContain('- 1 times function: it crashed');
  });

  test('is there before anything is', () => {
    expect(renderTable({ rule: 'r', lines: [], calibration: {} })).toContain('Nothing recorded yet.');
  });
});

describe('lines of a trial', () => {
  const cell = { kind: 'function', slowdown: 0.05, noisy: true, margin: 0.05, benchmarks: 1, trials: 1 } as const;
  const facts = { rule: 'r', trial: 7, cell, extra: 80 };
  const figure = { metric: 'latency', unit: 'ns', better: 'lower' } as const;
  const comparisons = [
    { ...figure, statistic: 'p99', verdict: 'inconclusive', change: 1 },
    {
      ...figure,
      statistic: 'median',
      verdict: 'slower',
      leading: true,
      change: 0.05,
      interval: [0.04, 0.06],
      processes: 16,
    },
  ];
  const times = { samplesCount: 60, mean: 0.002, min: 0.001, p50: 0.002, p75: 0.003, p99: 0.004, sd: 0.001 };
  const median = { ...figure, statistic: 'median', assume: 'sampled', base: 1500, head: 1600 };
  const recording = [
    { note: 'own', name: 'function', samples: [0.001, 0.0020004], ...times },
    { note: 'side', name: 'function', origin: 'file:///project/src/origin.ts', ...times, min: 0.0012 },
    {
      note: 'side',
      name: 'function',
      origin: 'file:///trees/t/src/origin.ts',
      ...times,
    },
    {
      note: 'pairs',
      number: 0,
      pairs: [{ result: 'function', figures: [median], blocks: 60, calls: 5, step: 0.01234 }],
    },
  ];
  const run = {
    seconds: 12.345,
    code: 1,
    printed: 'the end',
    report: JSON.stringify({ milliseconds: 10_001, errors: [], results: [{ name: 'function', comparisons }] }),
    recording: recording.map((one) => `${JSON.stringify(one)}\n`).join(''),
  };

  test('hold the verdict on the time, that on the result, and both sides of each process', () => {
    const { trials, pairs } = linesOf(facts, run);
    expect(trials).toEqual([
      {
        rule: 'r',
        trial: 7,
        name: 'function',
        kind: 'function',
        benchmarks: 1,
        slowdown: 0.05,
        extra: 80,
        noisy: true,
        margin: 0.05,
        verdict: 'slower',
        result: 'slower',
        estimate: 0.05,
        interval: [0.04, 0.06],
        processes: 16,
        others: { 'latency.p99': 'inconclusive' },
        seconds: 10,
        run: 12.35,
        own: { mean: 2000, samples: [1000, 2000] },
      },
    ]);
    expect(pairs).toEqual([
      {
        rule: 'r',
        trial: 7,
        name: 'function',
        process: 0,
        allocated: null,
        blocks: 60,
        calls: 5,
        step: 0.0123,
        base: [1000, 1500, 2000, 3000, 4000, 2000, 1000],
        head: [1200, 1600, 2000, 3000, 4000, 2000, 1000],
      },
    ]);
  });

  test('a run that ends badly leaves a line that says so', () => {
    const { trials, pairs } = linesOf(facts, { ...run, report: '', recording: '' });
    expect(pairs).toEqual([]);
    expect(trials).toMatchObject([{ verdict: 'none', result: 'none', reason: 'the end' }]);
  });
});
