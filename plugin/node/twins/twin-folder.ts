/** The folder of the bundled code: one for each run, among the system's temporary files. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFull, saysDiskFull } from '../../../src/base-tree/failure.ts';
import { stateOf, thisProcess } from '../../../src/base-tree/owner.ts';
import { GateError } from '../../../src/model/errors.ts';

const prefix = 'benchgate-run-';

/** What this process has opened and not closed. */
const folders = new Set<string>();

/**
 * Removed when it is closed or the process ends; what a killed one left is removed by the next.
 *
 * @throws GateError `DISK_FULL`, `UNSUPPORTED` when there is no folder for temporary files
 */
export function openTwinFolder(): string {
  const place = tmpdir();
  try {
    sweep(place);
    const folder = mkdtempSync(join(place, `${prefix}${thisProcess}-`));
    if (folders.size === 0) process.on('exit', closeAll);
    folders.add(folder);
    return folder;
  } catch (error) {
    const { message } = error as Error;
    if (saysDiskFull(message)) throw diskFull(place, error);
    throw new GateError({
      code: 'UNSUPPORTED',
      message: `No folder for the bundled code can be made in ${place}: ${message}`,
      fix: 'Point TMPDIR to a folder that can be written to.',
      cause: error,
    });
  }
}

/** Nobody measures what lies in it any more. */
export function closeTwinFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
  if (folders.size === 0) process.off('exit', closeAll);
}

function closeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function sweep(place: string): void {
  for (const name of readdirSync(place)) {
    if (!name.startsWith(prefix) || stateOf(name.slice(prefix.length)) !== 'dead') continue;
    try {
      rmSync(join(place, name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}
