import { describe, expect, test } from 'vitest';
import { Ledger } from '../../../../src/scenarios/stress/ledger.ts';

function ledgerOf(submitted: number): Ledger {
  const ledger = new Ledger();
  for (let task = 0; task < submitted; task += 1) ledger.submit();
  return ledger;
}

describe('the ledger', () => {
  test('balances when every task has ended once', () => {
    const ledger = ledgerOf(4);
    for (const end of ['completed', 'failed', 'cancelled', 'refused'] as const) ledger.end(end);
    expect(() => ledger.requireBalance('fifo')).not.toThrow();
    expect(ledger.counts(5)).toEqual({
      submitted: 4,
      completed: 1,
      failed: 1,
      cancelled: 1,
      refused: 1,
      // Two tasks were started, five times.
      retries: 3,
    });
    expect(ledger.counts(undefined).retries).toBe(0);
    expect(ledger.ended).toBe(4);
  });

  test('does not when one is lost, or ends twice', () => {
    const lost = ledgerOf(3);
    lost.end('completed');
    lost.end('failed');
    expect(() => lost.requireBalance('mine')).toThrow(
      expect.objectContaining({
        code: 'TASKS_LOST',
        message: expect.stringMatching(
          /^mine: 3 tasks were submitted, and 2 ended \(1 completed, 1 failed, 0 /,
        ) as string,
      }),
    );
    const twice = ledgerOf(1);
    twice.end('completed');
    twice.endAgain();
    expect(() => twice.requireBalance('mine')).toThrow(/and 1 ended a second time/);
  });

  test('accounts for faults by name', () => {
    const ledger = ledgerOf(0);
    ledger.injected('exit', 1, true);
    ledger.injected('throw', 4, false);
    ledger.injected('throw', 1, true);
    ledger.injected('hang', 0, true);
    expect(ledger.faults()).toEqual([
      { fault: 'throw', injected: 5, recovered: 1, lost: 4 },
      { fault: 'exit', injected: 1, recovered: 1, lost: 0 },
    ]);
  });
});
