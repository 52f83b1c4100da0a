/** How long a test may be measured, so that all of them together stay within the time for the run. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProvidedTwins } from '../meta.ts';

type Budget = Pick<ProvidedTwins, 'each' | 'total' | 'expected' | 'folder'>;

/**
 * What the tests so far have been given of the time for the run, and what they have used of it, in ms. In a file: each bench file may
 * have a worker of its own.
 */
const accountName = 'budget.txt';

/**
 * In ms, for a test with this many results. Where it is known how many share the time, each result has its part, and what
 * one leaves over the next may use; elsewhere a test may use half of what is left.
 */
export function allowedTime(results: number, { each, total, expected, folder }: Budget): number {
  if (total === null) return each;
  const given = expected === null ? 0 : (total / expected) * results;
  const account = readAccount(folder);
  note(folder, given, 0);
  if (expected === null) return Math.min(each, Math.max(0, (total - account.used) / 2));
  return Math.min(each, Math.max(0, account.given + given - account.used));
}

/** Notes what a test has used; what it has used too much is taken from those that come. */
export function spend(milliseconds: number, { total, folder }: Budget): void {
  if (total !== null) note(folder, 0, milliseconds);
}

function note(folder: string, given: number, used: number): void {
  appendFileSync(join(folder, accountName), `${given} ${used}\n`);
}

function readAccount(folder: string): { readonly given: number; readonly used: number } {
  const sum = { given: 0, used: 0 };
  for (const line of read(join(folder, accountName)).split('\n')) {
    const [given = 0, used = 0] = line.split(' ').map(Number);
    sum.given += given;
    sum.used += used;
  }
  return sum;
}

/** Empty before the first test. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
