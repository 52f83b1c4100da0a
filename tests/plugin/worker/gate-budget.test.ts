import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { allowedTime, spend } from '../../../plugin/worker/gate-budget.ts';

/** The budget of a run: 40 s for a test, and this in all. */
function budgetOf(total: number | null, expected: number | null): Parameters<typeof allowedTime>[1] {
  const folder = mkdtempSync(join(tmpdir(), 'benchgate-budget-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { each: 40_000, total, expected, folder };
}

test('without a limit for the run each test has its own', () => {
  const budget = budgetOf(null, null);
  expect(allowedTime({ results: 5 }, budget)).toBe(40_000);
  spend(100_000, { results: 5 }, budget);
  expect(allowedTime({ results: 1 }, budget)).toBe(40_000);
  expect(allowedTime({ results: 1, own: 90_000 }, budget)).toBe(90_000);
});

test('results share the time for the run; what one leaves over the next may use, what it took too much all others lack', () => {
  const budget = budgetOf(50_000, 10);
  expect(allowedTime({ results: 1 }, budget)).toBe(5000);
  spend(2000, { results: 1 }, budget);
  expect(allowedTime({ results: 2 }, budget)).toBe(13_000);
  spend(20_000, { results: 2 }, budget);
  expect(allowedTime({ results: 1 }, budget)).toBe(4000);
});

test('where nobody knows how many share it, a test may use half of what is left', () => {
  const budget = budgetOf(50_000, null);
  expect(allowedTime({ results: 3 }, budget)).toBe(25_000);
  spend(30_000, { results: 3 }, budget);
  expect(allowedTime({ results: 3 }, budget)).toBe(10_000);
});

test('what a test wants by itself it gets, and the others share the rest equally', () => {
  const budget = budgetOf(50_000, 10);
  const greedy = { results: 1, own: 30_000 };
  expect(allowedTime(greedy, budget)).toBe(30_000);
  spend(5000, greedy, budget);
  for (let others = 0; others < 9; others++) {
    expect(allowedTime({ results: 1 }, budget)).toBeCloseTo(5000);
    spend(5000, { results: 1 }, budget);
  }
});

test('what wants much late leaves equal parts of the rest', () => {
  const budget = budgetOf(50_000, 10);
  for (let others = 0; others < 5; others++) spend(5000, { results: 1 }, budget);
  spend(20_000, { results: 1, own: 20_000 }, budget);
  for (let others = 0; others < 4; others++) {
    expect(allowedTime({ results: 1 }, budget)).toBeCloseTo(1250);
    spend(1250, { results: 1 }, budget);
  }
});

test('what uses all that it wants leaves shares that are smaller, and none is empty', () => {
  const budget = budgetOf(50_000, 10);
  const greedy = { results: 1, own: 32_000 };
  allowedTime(greedy, budget);
  spend(32_000, greedy, budget);
  for (let others = 0; others < 9; others++) {
    expect(allowedTime({ results: 1 }, budget)).toBeCloseTo(2000);
    spend(2000, { results: 1 }, budget);
  }
  expect(allowedTime(greedy, budget)).toBeCloseTo(0);
});
