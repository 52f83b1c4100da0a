/** How long a test may be measured, so that all of them together stay within the time for the run. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProvidedTwins } from '../meta.ts';

type Budget = Pick<ProvidedTwins, 'each' | 'total' | 'expected' | 'folder'>;

/** What is going to be measured. */
export interface Asking {
  /** How many results. */
  readonly results: number;
  /** What their test wants by itself, in ms: `bench.gate({ budget })`. */
  readonly own?: number | undefined;
}

/**
 * In ms. Where it is known how many results share the time for the run, each has its part, and what one leaves over the next may use;
 * elsewhere a test may use half of what is left. What a test wants by itself it gets, as long as that is left, and the others share
 * the rest.
 */
export function allowedTime({ results, own }: Asking, { each, total, expected, folder }: Budget): number {
  if (total === null) return own ?? each;
  const account = readAccount(folder);
  const left = Math.max(0, total - account.shared - account.own);
  if (own !== undefined) return Math.min(own, left);
  if (expected === null) return Math.min(each, left / 2);
  const sharing = Math.max(account.sharedResults + results, expected - account.ownResults);
  const inTurn = ((total - account.own) * (account.sharedResults + results)) / sharing - account.shared;
  const equally = (left * results) / (sharing - account.sharedResults);
  return Math.min(each, left, Math.max(inTurn, equally));
}

/** Notes what was used. */
export function spend(milliseconds: number, { results, own }: Asking, { total, folder }: Budget): void {
  if (total === null) return;
  const used =
    own === undefined ? { shared: milliseconds, sharedResults: results } : { own: milliseconds, ownResults: results };
  appendFileSync(join(folder, accountName), `${JSON.stringify(used)}\n`);
}

/** What was used so far, in ms, and by how many results: those that share the time, and those that have a budget of their own. */
interface Account {
  readonly shared: number;
  readonly sharedResults: number;
  readonly own: number;
  readonly ownResults: number;
}

/** In a file: each bench file may have a worker of its own. */
const accountName = 'budget.jsonl';

function readAccount(folder: string): Account {
  const sum = { shared: 0, sharedResults: 0, own: 0, ownResults: 0 };
  for (const line of read(join(folder, accountName)).split('\n')) {
    const used = parse(line);
    for (const name of ['shared', 'sharedResults', 'own', 'ownResults'] as const) sum[name] += used[name] ?? 0;
  }
  return sum;
}

/** A line that a full disk has cut off says nothing. */
function parse(line: string): Partial<Account> {
  try {
    return JSON.parse(line) as Partial<Account>;
  } catch {
    return {};
  }
}

/** Empty before the first test. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
