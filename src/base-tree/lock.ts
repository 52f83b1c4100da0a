/**
 * One process at a time in a folder of trees, for as long as an installation takes. The lock is a folder that holds one file,
 * named after its owner; both come at once, by renaming. A lock is taken over by removing the file of the very owner that was
 * found dead, and only empty folders are removed: so nobody can remove a lock that someone else has just taken.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stateOf, thisProcess } from './owner.ts';

/** In ms: how often an owner says that it lives, after how long without it is dead, how often those who wait look. */
const beat = 5000;
const silence = 60_000;
const pause = 50;

/** Names that `sweepLocks` and the lock itself take up in the folder. */
const name = 'lock';
const prefix = `${name}.`;

/** Who waits for a lock. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined;
  /** Called once, when another process holds it. */
  readonly onWait?: () => void;
}

/**
 * Runs `work` while no other process, and nothing else in this one, runs its work in this folder.
 *
 * @throws what `work` throws, and the signal's reason while it waits
 */
export async function withFolderLock<T>(folder: string, waiting: Waiting, work: () => Promise<T>): Promise<T> {
  const owner = `${thisProcess}-${randomBytes(4).toString('hex')}`;
  await acquire(folder, owner, waiting);
  const file = path.join(folder, name, owner);
  const heart = setInterval(() => {
    const now = new Date();
    // Whoever took it over thought that we were dead; the work goes on in folders of its own.
    utimes(file, now, now).catch(() => undefined);
  }, beat);
  heart.unref();
  try {
    return await work();
  } finally {
    clearInterval(heart);
    await release(folder, owner);
  }
}

/** Removes what processes that were killed while they took a lock left; for whoever holds the lock. */
export async function sweepLocks(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (entry.startsWith(prefix) && stateOf(entry.slice(prefix.length)) === 'dead') {
      await rm(path.join(folder, entry), { recursive: true, force: true });
    }
  }
}

async function acquire(folder: string, owner: string, { signal, onWait }: Waiting): Promise<void> {
  const prepared = path.join(folder, `${prefix}${owner}`);
  await mkdir(prepared);
  try {
    const file = path.join(prepared, owner);
    await writeFile(file, '');
    let told = false;
    while (!(await take(prepared, path.join(folder, name)))) {
      if (await removeDead(folder)) continue;
      if (!told) onWait?.();
      told = true;
      await delay(pause * (0.5 + Math.random()), undefined, { signal });
      const now = new Date();
      await utimes(file, now, now);
    }
  } finally {
    await rm(prepared, { recursive: true, force: true });
  }
}

/** Fails when another one's lock is there, which is not empty. */
async function take(prepared: string, lock: string): Promise<boolean> {
  try {
    await rename(prepared, lock);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    // Windows renames onto no folder at all.
    if ((code === 'EPERM' || code === 'EACCES') && (await exists(lock))) return false;
    throw error;
  }
}

/** Whether there is no live owner: its lock is gone by now, or was not there any more. */
async function removeDead(folder: string): Promise<boolean> {
  const lock = path.join(folder, name);
  const owners = await readdir(lock).catch(() => []);
  let removed = owners.length === 0;
  for (const owner of owners) {
    if (await isDead(path.join(lock, owner), owner)) {
      await release(folder, owner);
      removed = true;
    }
  }
  // Its owner was killed between the two steps of a release.
  if (owners.length === 0) await rmdir(lock).catch(() => undefined);
  return removed;
}

async function isDead(file: string, owner: string): Promise<boolean> {
  const state = stateOf(owner);
  if (state === 'dead') return true;
  try {
    // A pid may have been given to another process since.
    return Date.now() - (await stat(file)).mtimeMs > silence;
  } catch {
    return false;
  }
}

async function release(folder: string, owner: string): Promise<void> {
  const lock = path.join(folder, name);
  await unlink(path.join(lock, owner)).catch(() => undefined);
  await rmdir(lock).catch(() => undefined);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
