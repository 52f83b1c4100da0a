import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Dispatcher } from '../../../src/executors/dispatch.ts';
import { outcomes } from '../../../src/executors/recording.ts';
import { fifo } from '../../../src/schedulers/fifo.ts';
import { strategies } from '../../../src/schedulers/strategies.ts';
import type { Strategy } from '../../../src/schedulers/strategy.ts';
import { dispatchAll, job, kinds, noop, sleep, withThreads, workersOf } from './harness.ts';

const soon = 150e6;
let folder: string;
let counters = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchgate-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A task that fails until its n-th attempt. */
function succeedsAt(attempt: number, way: 'throw' | 'exit') {
  const file = join(folder, String((counters += 1)));
  writeFileSync(file, '0');
  return job('succeedsAt', file, attempt, way);
}

describe.each(kinds)('tasks that fail on %s', (kind) => {
  const withWorkers = workersOf(kind);

  test('one that throws fails alone, with its own error as the cause', async () => {
    await withWorkers(2, 1, async (executor) => {
      const { codes, endings, recording } = await dispatchAll(executor, [noop, job('throws'), noop, job('rejects')]);
      expect(codes).toEqual(['ok', 'TASK_FAILED', 'ok', 'TASK_FAILED']);
      expect(endings[1]).toMatchObject({ cause: { name: 'TypeError', message: 'no such luck' } });
      expect([...recording.outcome]).toEqual([outcomes.done, outcomes.threw, outcomes.done, outcomes.threw]);
    });
  });

  test.each(['exits', 'throwsOutside'])(
    'one that takes its worker down (%s) is charged, the others are not',
    async (name) => {
      await withWorkers(2, 1, async (executor) => {
        const { codes } = await dispatchAll(executor, [noop, job(name), noop, sleep(5), noop, job(name), noop]);
        expect(codes).toEqual(['ok', 'WORKER_CRASHED', 'ok', 'ok', 'ok', 'WORKER_CRASHED', 'ok']);
      });
    },
  );

  test('one that runs out of memory is charged, and the process lives on', { timeout: 90_000 }, async () => {
    const program = fileURLToPath(new URL('./fixtures/out-of-memory.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=40', program, kind]);
    expect(JSON.parse(stdout)).toEqual([3, ['WORKER_CRASHED', 'ERR_WORKER_OUT_OF_MEMORY'], 3]);
  });

  test.each(['loops', 'neverSettles'])(
    'one that never ends (%s) times out, and its worker serves again',
    async (name) => {
      await withWorkers(1, 1, async (executor) => {
        const { codes } = await dispatchAll(executor, [noop, job(name), noop], { timeout: soon });
        expect(codes).toEqual(['ok', 'TASK_TIMEOUT', 'ok']);
      });
    },
  );

  test.each([strategies.fifo, strategies['load-balancing'], strategies.adaptive])(
    'at depth 4 neighbours lose nothing by a crash or a hang ($name)',
    async (strategy) => {
      await withWorkers(2, 4, async (executor) => {
        const requests = [
          sleep(20),
          sleep(20),
          job('exits'),
          sleep(20),
          sleep(20),
          job('loops'),
          ...Array.from({ length: 20 }, () => sleep(3)),
        ];
        const { codes, recording } = await dispatchAll(executor, requests, { strategy, timeout: 200e6 });
        expect(
          codes.map((code, id) => (code === 'ok' ? 'ok' : `${id} ${code}`)).filter((code) => code !== 'ok'),
        ).toEqual(['2 WORKER_CRASHED', '5 TASK_TIMEOUT']);
        expect(recording.outcome[2]).toBe(outcomes.crashed);
        expect(recording.outcome[5]).toBe(outcomes.timedOut);
      });
    },
  );

  test('retries: a task may fail that often, by throwing or by crashing, and no more', async () => {
    await withWorkers(2, 1, async (executor) => {
      const requests = [
        succeedsAt(3, 'throw'),
        succeedsAt(4, 'throw'),
        succeedsAt(3, 'exit'),
        succeedsAt(4, 'exit'),
        noop,
      ];
      const { codes, recording } = await dispatchAll(executor, requests, { retries: 2 });
      expect(codes).toEqual(['ok', 'TASK_FAILED', 'ok', 'WORKER_CRASHED', 'ok']);
      expect([...recording.starts]).toEqual([3, 3, 3, 3, 1]);
    });
  });

  test('at depth 4 retries are those of the culprit alone', async () => {
    await withWorkers(1, 4, async (executor) => {
      const requests = [sleep(30), succeedsAt(3, 'exit'), sleep(30), sleep(30), noop];
      const { codes } = await dispatchAll(executor, requests, { retries: 2 });
      expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    });
  });

  test('a full queue refuses what is more, at once', async () => {
    await withWorkers(2, 1, async (executor) => {
      const { codes, recording } = await dispatchAll(
        executor,
        Array.from({ length: 8 }, () => sleep(5)),
        { maxQueue: 3 },
      );
      expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'QUEUE_FULL', 'QUEUE_FULL', 'QUEUE_FULL']);
      expect([...recording.outcome].filter((outcome) => outcome === outcomes.refused)).toHaveLength(3);
      const { codes: none } = await dispatchAll(executor, [sleep(5), sleep(5), sleep(5)], { maxQueue: 0 });
      expect(none).toEqual(['ok', 'ok', 'QUEUE_FULL']);
    });
  });

  test('abort ends queued and running tasks, even endless ones, and leaves the slots usable', async () => {
    await withWorkers(2, 1, async (executor) => {
      const abort = new AbortController();
      setTimeout(() => {
        abort.abort(new Error('enough'));
      }, 50);
      const requests = [job('loops'), job('neverSettles'), noop, noop];
      const { codes, endings } = await dispatchAll(executor, requests, { signal: abort.signal });
      expect(codes).toEqual(['ABORTED', 'ABORTED', 'ABORTED', 'ABORTED']);
      expect(endings[0]).toMatchObject({ cause: { message: 'enough' } });
      expect((await dispatchAll(executor, [noop, noop, noop])).codes).toEqual(['ok', 'ok', 'ok']);
      const already = await dispatchAll(executor, [noop], { signal: abort.signal });
      expect(already.codes).toEqual(['ABORTED']);
    });
  });

  test('a closed dispatcher takes nothing', async () => {
    await withWorkers(1, 1, async (executor) => {
      const dispatcher = new Dispatcher({ executor, strategy: fifo });
      const codes: (string | undefined)[] = [];
      dispatcher.submit({ job: job('loops') }, (_, error) => codes.push(error?.code));
      await dispatcher.close();
      dispatcher.submit({ job: noop }, (_, error) => codes.push(error?.code));
      expect(codes).toEqual(['CLOSED', 'CLOSED']);
      expect(dispatcher.inFlight).toBe(0);
    });
  });

  test('closing may be asked for twice, and waits both times', async () => {
    await withWorkers(1, 1, async (executor) => {
      const dispatcher = new Dispatcher({ executor, strategy: fifo });
      dispatcher.submit({ job: sleep(10_000) }, () => undefined);
      await Promise.all([dispatcher.close(), dispatcher.close()]);
      expect(dispatcher.inFlight).toBe(0);
    });
  });
});

const broken = (parts: Partial<ReturnType<Strategy['start']>>): Strategy => ({
  name: 'broken',
  about: 'Fails.',
  start: (workers, seed) => {
    const whole = fifo.start(workers, seed);
    return {
      place: (task) => whole.place(task),
      next: (worker) => whole.next(worker),
      ended: () => undefined,
      remove: (task) => whole.remove(task),
      get queued() {
        return whole.queued;
      },
      ...parts,
    };
  },
});

describe('strategies that fail', () => {
  test.each([
    [
      'throws in place',
      {
        place: () => {
          throw new Error('no');
        },
      },
      /threw in place\(\): Error: no/,
    ],
    [
      'throws in next',
      {
        next: () => {
          throw new Error('no');
        },
      },
      /threw in next\(\)/,
    ],
    [
      'throws in ended',
      {
        ended: () => {
          throw new Error('no');
        },
      },
      /threw in ended\(\)/,
    ],
    ['holds tasks back', { next: () => undefined }, /holds 3 tasks back/],
    [
      'invents tasks',
      { next: () => ({ id: 0, kind: '', priority: 0, estimate: 0, submitted: 0 }) },
      /a task that is not waiting/,
    ],
  ])('one that %s ends its run instead of hanging it', async (_, parts, message) => {
    await withThreads(1, 1, async (executor) => {
      const { endings } = await dispatchAll(executor, [noop, noop, noop], { strategy: broken(parts) });
      const last = endings.at(-1);
      expect(last).toMatchObject({ code: 'SUBJECT_FAILED' });
      expect((last as Error).message).toMatch(message);
    });
  });

  test('one that cannot be started, or throws in remove, is named in the error', async () => {
    await withThreads(1, 1, async (executor) => {
      const none: Strategy = {
        ...fifo,
        name: 'none',
        start: () => {
          throw new TypeError('no');
        },
      };
      expect(() => new Dispatcher({ executor, strategy: none })).toThrow(/"none" threw in start\(\): TypeError: no/);
      const remove = (): never => {
        throw new Error('no');
      };
      const strategy = broken({ remove });
      const { endings } = await dispatchAll(executor, [sleep(5), noop, noop], { strategy, maxQueue: 0 });
      expect(endings[1]).toMatchObject({ code: 'SUBJECT_FAILED', message: expect.stringMatching(/threw in remove/) });
    });
  });
});
