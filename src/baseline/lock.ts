/** One writer at a time for a file: a folder beside it, since making a folder is atomic on every file system. */
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** A lock this old was left behind by a process that died: a write takes milliseconds. */
const stale = 10_000;
const pause = 20;

/**
 * Runs `work` while no other process runs its work for the same file. A lock that is older than 10 s is taken over; a process
 * that was stopped for longer in the middle of its work may then run beside another.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  while (!(await acquire(lock))) await setTimeout(pause * (0.5 + Math.random()));
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function acquire(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = await timeOf(lock);
  if (found !== undefined && Date.now() - found > stale) {
    // Of several that wait, one rename succeeds; the others find the lock gone or new, and go on waiting.
    const aside = `${lock}.${process.pid}.${Date.now()}`;
    const mine = await rename(lock, aside).then(
      () => true,
      () => false,
    );
    if (mine && (await timeOf(aside)) !== found) {
      // Another one had taken over the old lock meanwhile, and this was its new one.
      await rename(aside, lock).catch(() => undefined);
    }
    if (mine) await rm(aside, { recursive: true, force: true });
  }
  return false;
}

/** When it was made, in ms. */
async function timeOf(lock: string): Promise<number | undefined> {
  try {
    return (await stat(lock)).mtimeMs;
  } catch {
    return undefined;
  }
}
