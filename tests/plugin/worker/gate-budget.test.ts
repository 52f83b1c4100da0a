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
  spend(100_000, budget);
  expect(allowedTime({ results: 1 }, budget)).toBe(40_000);
  expect(allowedTime({ results: 1, own: 90_000 }, budget)).toBe(90_000);
});

test('results share the time for the run; what one leaves over the next may use, what it took too much it may not', () => {
  const budget = budgetOf(50_000, 10);
  expect(allowedTime({ results: 1 }, budget)).toBe(5000);
  spend(2000, budget);
  expect(allowedTime({ results: 2 }, budget)).toBe(13_000);
  spend(20_000, budget);
  expect(allowedTime({ results: 1 }, budget)).toBe(0);
});

test('where nobody knows how many share it, a test may use half of what is left', () => {
  const budget = budgetOf(50_000, null);
  expect(allowedTime({ results: 3 }, budget)).toBe(25_000);
  spend(30_000, budget);
  expect(allowedTime({ results: 3 }, budget)).toBe(10_000);
});

test('what a test wants by itself takes nothing from the shares of others, and never more than is left', () => {
  const budget = budgetOf(50_000, 10);
  expect(allowedTime({ results: 1, own: 30_000 }, budget)).toBe(30_000);
  spend(30_000, budget);
  expect(allowedTime({ results: 1 }, budget)).toBe(5000);
  spend(5000, budget);
  expect(allowedTime({ results: 1, own: 60_000 }, budget)).toBe(15_000);
  spend(60_000, budget);
  expect(allowedTime({ results: 1 }, budget)).toBe(0);
});
