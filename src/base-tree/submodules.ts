/**
 * The submodules of a base's tree. `git submodule update` would write into the settings of the user's repository and ask
 * the network; instead each becomes a small repository of its own, which borrows the objects of the user's clone of it.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GateError } from '../model/errors.ts';
import { GitFailure, type GitPlace, git, gitAgrees } from './git.ts';

/** A pair of work trees: the user's, and the base's. */
export interface TreePair {
  readonly head: string;
  readonly base: string;
}

interface Submodule {
  readonly name: string;
  readonly path: string;
  readonly url: string;
  readonly commit: string;
}

/**
 * Checks out every submodule that the user has checked out as well, and those that the user's tree has no more; theirs too.
 * A commit that the user's clone lacks is fetched.
 *
 * @returns their folders, from the top
 * @throws GateError `BASE_TREE_FAILED` when a commit can be had nowhere
 */
export async function addSubmodules(trees: TreePair, signal?: AbortSignal): Promise<string[]> {
  const folders: string[] = [];
  for (const submodule of await listSubmodules({ cwd: trees.base, signal })) {
    const inner = { head: path.join(trees.head, submodule.path), base: path.join(trees.base, submodule.path) };
    const present = existsSync(path.join(inner.head, '.git'));
    // Its folder alone: the user works without it.
    if (!present && existsSync(inner.head)) continue;
    await checkOut(trees, inner.base, submodule, present ? inner.head : undefined, signal);
    const nested = await addSubmodules(inner, signal);
    folders.push(submodule.path, ...nested.map((folder) => `${submodule.path}/${folder}`));
  }
  return folders;
}

async function checkOut(
  trees: TreePair,
  folder: string,
  submodule: Submodule,
  present: string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const place = { cwd: folder, signal };
  await mkdir(folder, { recursive: true });
  await git(
    place,
    'init',
    '--quiet',
    '--template=',
    ...(submodule.commit.length === 64 ? ['--object-format=sha256'] : []),
  );
  const store = await findStore(trees.head, submodule, present, signal);
  if (store !== undefined) {
    const own = path.join(folder, '.git');
    await mkdir(path.join(own, 'objects', 'info'), { recursive: true });
    await writeFile(path.join(own, 'objects', 'info', 'alternates'), `${path.join(store, 'objects')}\n`);
    if (existsSync(path.join(store, 'shallow'))) await copyFile(path.join(store, 'shallow'), path.join(own, 'shallow'));
  }
  if (!(await gitAgrees(place, 'cat-file', '-e', `${submodule.commit}^{commit}`))) {
    await fetchCommit(trees, place, submodule);
  }
  await git(place, 'checkout', '--quiet', '--detach', '--force', submodule.commit);
}

/** The git folder of the user's clone of a submodule, which git keeps when the submodule is removed or moved. */
async function findStore(
  head: string,
  { name }: Submodule,
  present: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const folderOfGit = async (cwd: string): Promise<string> =>
    path.resolve(cwd, await git({ cwd, signal }, 'rev-parse', '--git-common-dir'));
  if (present !== undefined) return folderOfGit(present);
  if (!existsSync(path.join(head, '.git'))) return undefined;
  const kept = path.join(await folderOfGit(head), 'modules', name);
  return existsSync(path.join(kept, 'objects')) ? kept : undefined;
}

async function fetchCommit(trees: TreePair, place: GitPlace, submodule: Submodule): Promise<void> {
  const url = await urlOf(trees.head, submodule, place.signal);
  // Not every server hands out a commit by its name.
  if (await gitAgrees(place, 'fetch', '--quiet', '--no-tags', '--depth=1', '--', url, submodule.commit)) return;
  try {
    await git(place, 'fetch', '--quiet', '--', url, '+refs/heads/*:refs/remotes/origin/*');
    await git(place, 'cat-file', '-e', `${submodule.commit}^{commit}`);
  } catch (cause) {
    if (!(cause instanceof GitFailure)) throw cause;
    throw new GateError({
      code: 'BASE_TREE_FAILED',
      message: `The submodule ${submodule.path} of the base needs commit ${submodule.commit}, which is neither in your clone nor at ${url}.`,
      fix: `Fetch it in your work tree: git submodule update --init ${submodule.path} at the commit of the base.`,
      cause,
    });
  }
}

/** The user's own setting comes first: it may hold another address, and is absolute. */
async function urlOf(head: string, { name, url }: Submodule, signal: AbortSignal | undefined): Promise<string> {
  const setting = async (key: string): Promise<string | undefined> => {
    if (!existsSync(head)) return undefined;
    try {
      return await git({ cwd: head, signal }, 'config', '--get', key);
    } catch (error) {
      if (error instanceof GitFailure) return undefined;
      throw error;
    }
  };
  const own = await setting(`submodule.${name}.url`);
  if (own !== undefined || !/^\.\.?\//.test(url)) return own ?? url;
  // From the address of the repository around it; without a remote, from its folder.
  let from = (await setting('remote.origin.url')) ?? head;
  let rest = url;
  for (let step = /^(\.\.?)\//.exec(rest); step !== null; step = /^(\.\.?)\//.exec(rest)) {
    rest = rest.slice(step[0].length);
    if (step[1] === '..') from = from.replace(/[/:]?[^/:]*\/?$/, '');
  }
  return `${from}/${rest}`;
}

async function listSubmodules(place: GitPlace): Promise<Submodule[]> {
  if (!existsSync(path.join(place.cwd, '.gitmodules'))) return [];
  const found = new Map<string, Map<string, string>>();
  const listed = await git(place, 'config', '-z', '-f', '.gitmodules', '--get-regexp', '^submodule\\.').catch(
    noSettings,
  );
  for (const line of listed.split('\0').filter((each) => each !== '')) {
    const end = line.indexOf('\n');
    const [, name, key] = /^submodule\.(.*)\.([^.]+)$/s.exec(line.slice(0, end)) ?? [];
    // A name becomes a folder: git refuses those that would lead out of it, and so do we.
    if (name === undefined || key === undefined || name.split(/[/\\]/).includes('..')) continue;
    const settings = found.get(name) ?? new Map<string, string>();
    found.set(name, settings.set(key, line.slice(end + 1)));
  }
  const commits = await commitsOfSubmodules(place);
  return [...found].flatMap(([name, settings]) => {
    const folder = settings.get('path') ?? '';
    const commit = commits.get(folder);
    if (commit === undefined || settings.get('update') === 'none') return [];
    return [{ name, path: folder, url: settings.get('url') ?? '', commit }];
  });
}

function noSettings(error: unknown): string {
  if (error instanceof GitFailure) return '';
  throw error;
}

/** The commits that the tree names, by folder. */
async function commitsOfSubmodules(place: GitPlace): Promise<Map<string, string>> {
  const lines = (await git(place, 'ls-files', '--stage', '-z')).split('\0');
  const links = lines.filter((line) => line.startsWith('160000 '));
  return new Map(links.map((line) => [line.slice(line.indexOf('\t') + 1), line.split(' ')[1] ?? '']));
}
