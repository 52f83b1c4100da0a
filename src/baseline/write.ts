/**
 * Writes baseline files. Guarantees: a reader sees the old file or the new one, whole, whenever a writer is killed
 * (temporary file in the same folder, fsync, rename); two runs at once lose none of each other's entries, since each
 * reads the file again and merges into it while it holds the file's lock; of an entry that both measured, the last stays.
 */
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { GateError } from '../model/errors.ts';
import type { BaselineFile } from './file.ts';
import { formatBaseline } from './format.ts';
import { withLock } from './lock.ts';
import { isMissing } from './missing.ts';
import { parseBaseline } from './read.ts';

/**
 * Reads a baseline file, changes its content and writes it, as one step that no other run can come between.
 *
 * @param change from what the file holds now (undefined when there is none) to what it shall hold; undefined deletes it
 * @returns whether bytes changed
 * @throws GateError `BAD_BASELINE` when what is there is no baseline file (it is left as it is),
 *   `BASELINE_NOT_WRITABLE` when the folder or file cannot be written
 */
export async function updateBaselineFile(
  file: string,
  change: (old: BaselineFile | undefined) => BaselineFile | undefined,
): Promise<boolean> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    return await withLock(file, async () => {
      const text = await readText(file);
      const changed = change(text === undefined ? undefined : parseBaseline(text, file));
      const next = changed === undefined ? undefined : formatBaseline(changed);
      // A checkout with CRLF line ends holds the same content.
      if (next === text?.replaceAll('\r\n', '\n')) return false;
      // Nothing is written that could not be read again.
      if (next !== undefined) parseBaseline(next, file);
      await removeLeftovers(file);
      if (next === undefined) await rm(file, { force: true });
      else await writeFileAtomic(file, next);
      return true;
    });
  } catch (cause) {
    if (cause instanceof GateError || (cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw new GateError({
      code: 'BASELINE_NOT_WRITABLE',
      message: `The baseline file ${file} cannot be written: ${(cause as Error).message}.`,
      fix: 'Make its folder writable, or name another folder in the option baselines of the plugin.',
      cause,
    });
  }
}

/** Writes a baseline file whatever it held before. For merging, see `updateBaselineFile`. @throws as that does */
export async function writeBaselineFile(file: string, content: BaselineFile): Promise<boolean> {
  return updateBaselineFile(file, () => content);
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Temporary files of writers that were killed: while we hold the lock, there is no other. */
async function removeLeftovers(file: string): Promise<void> {
  const prefix = `${path.basename(file)}.`;
  for (const name of await readdir(path.dirname(file))) {
    if (name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))) {
      await rm(path.join(path.dirname(file), name), { force: true });
    }
  }
}
