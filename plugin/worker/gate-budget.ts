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

/** A test that is going to be measured. */
interface Asking {
  /** How many results it has. */
  readonly results: number;
  /** What it wants by itself, in ms: `bench.gate({ budget })`. */
  readonly own?: number | undefined;
}

/**
 * In ms. Where it is known how many results share the time for the run, each has its part, and what one leaves over the next may use;
 * elsewhere a test may use half of what is left. What a test wants by itself it gets, as long as that is left.
 */
export function allowedTime({ results, own }: Asking, { each, total, expected, folder }: Budget): number {
  if (total === null) return own ?? each;
  const account = readAccount(folder);
  const left = Math.max(0, total - account.used);
  if (own === undefined && expected === null) return Math.min(each, left / 2);
  const given = own ?? (total / expected!) * results;
  note(folder, given, 0);
  return own === undefined
    ? Math.min(each, left, Math.max(0, account.given + given - account.used))
    : Math.min(own, left);
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
