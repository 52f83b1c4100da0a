/**
 * The trees in a cache folder. Beside each work tree `benchgate-<commit>-<random>` lies its record, which is written when
 * everything else is done: a tree without one is half made. Every attempt has a name of its own, so that what a killed run
 * still does (an installation that outlives it) never disturbs a later one.
 */
import { randomBytes } from 'node:crypto';
import { readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { stateOf, thisProcess } from './owner.ts';

/** What is known of a finished tree. */
export interface TreeRecord {
  readonly version: 1;
  /** The full SHA. */
  readonly commit: string;
  /** The top of the user's work tree that it was made for: a cache folder may serve several clones. */
  readonly headTop: string;
  /** The folder, from the top, whose dependencies were decided on. */
  readonly project: string;
  readonly dependencies: 'linked' | 'installed' | 'none';
  /** The `node_modules` folders that are links to the user's, from the top. */
  readonly links: readonly string[];
  /** The `node_modules` folders that were installed, from the top. */
  readonly installed: readonly string[];
  /** The folders of submodules, from the top. */
  readonly submodules: readonly string[];
  /** What `git status` said when it was finished: an installation may leave files of its own. */
  readonly status: string;
}

/** A tree in a cache folder. */
export interface TreeEntry {
  /** The folder of the work tree; its name is that of the entry. */
  readonly tree: string;
  readonly record: TreeRecord;
  /** When it was last asked for, in ms. */
  readonly usedAt: number;
}

const named = /^benchgate-[0-9a-f]{12}-[0-9a-f]{6}$/;
const mark = '.user.';

/** How long a process on another machine, of which nothing is known, keeps a tree; in ms. */
const keptForOthers = 24 * 3600_000;

/** Whether a folder's name is one of ours. */
export function isTreeName(name: string): boolean {
  return named.test(name);
}

/** A place for a new tree of a commit. */
export function newTree(cache: string, commit: string): string {
  return path.join(cache, `benchgate-${commit.slice(0, 12)}-${randomBytes(3).toString('hex')}`);
}

/** The finished trees, that which was used last first. */
export async function listEntries(cache: string): Promise<TreeEntry[]> {
  const names = (await readdir(cache)).filter((name) => isTreeName(name));
  const entries = await Promise.all(names.map((name) => readEntry(path.join(cache, name))));
  return entries.filter((entry) => entry !== undefined).sort((a, b) => b.usedAt - a.usedAt);
}

/** The names of trees of which anything is there: the tree, its record, a mark of a user. */
export async function namesOfTrees(cache: string): Promise<Set<string>> {
  return new Set((await readdir(cache)).map((name) => name.split('.', 1)[0] ?? '').filter((name) => isTreeName(name)));
}

/** Says that a tree is finished. */
export async function writeRecord(tree: string, record: TreeRecord): Promise<void> {
  await writeFileAtomic(recordOf(tree), JSON.stringify(record));
}

/** Says that this process works with a tree from now on, for as long as it lives. */
export async function markUsed(tree: string): Promise<void> {
  const now = new Date();
  await utimes(recordOf(tree), now, now);
  await writeFile(`${tree}${mark}${thisProcess}`, '');
}

/** Removes the marks of processes that have ended. */
export async function sweepMarks(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const [tree = '', user] = name.split(mark);
    if (user === undefined || !isTreeName(tree)) continue;
    const file = path.join(cache, name);
    const state = stateOf(user);
    const ended = state === 'unknown' ? Date.now() - (await timeOf(file)) > keptForOthers : state === 'dead';
    if (ended) await rm(file, { force: true });
  }
}

/** Whether another process works with a tree, as far as the marks say. */
export async function isUsedByOthers(tree: string): Promise<boolean> {
  const prefix = path.basename(tree) + mark;
  const names = await readdir(path.dirname(tree));
  return names.some((name) => name.startsWith(prefix) && name !== prefix + thisProcess);
}

/** Removes the record, which makes the tree a half one. */
export async function removeRecord(tree: string): Promise<void> {
  await rm(recordOf(tree), { force: true });
}

/** Removes everything that lies beside a tree. */
export async function removeBesides(tree: string): Promise<void> {
  const name = path.basename(tree);
  for (const found of await readdir(path.dirname(tree))) {
    if (found.startsWith(`${name}.`)) await rm(path.join(path.dirname(tree), found), { force: true });
  }
}

async function readEntry(tree: string): Promise<TreeEntry | undefined> {
  try {
    const record = JSON.parse(await readFile(recordOf(tree), 'utf8')) as TreeRecord;
    return record.version === 1 ? { tree, record, usedAt: await timeOf(recordOf(tree)) } : undefined;
  } catch {
    // Half made, or written by another version: whoever sweeps removes it.
    return undefined;
  }
}

async function timeOf(file: string): Promise<number> {
  return (await stat(file)).mtimeMs;
}

function recordOf(tree: string): string {
  return `${tree}.json`;
}
