import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isAlive } from '../alive.ts';

const program = fileURLToPath(new URL('../fixtures/parent.ts', import.meta.url));

/** Starts a parent of worker processes; resolves with their ids when they are at work. */
async function startParent(way: string) {
  const child = spawn(process.execPath, [program, way], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exit = once(child, 'exit');
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const workers = JSON.parse(line) as number[];
  expect(workers).toHaveLength(3);
  return { child, exit, workers };
}

describe.runIf(process.platform !== 'win32')('worker processes', () => {
  test('do not outlive a parent that is killed, whatever they are at', async () => {
    const { child, exit, workers } = await startParent('wait');
    expect(workers.filter(isAlive)).toEqual(workers);
    child.kill('SIGKILL');
    await exit;
    await expect.poll(() => workers.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });

  test.each(['exit', 'throw'])('do not outlive a parent that ends by itself (%s)', async (way) => {
    const { exit, workers } = await startParent(way);
    await exit;
    await expect.poll(() => workers.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });

  test('that are idle keep no process alive, and end with it', async () => {
    const { exit, workers } = await startParent('idle');
    expect(await exit).toEqual([0, null]);
    await expect.poll(() => workers.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });
});
