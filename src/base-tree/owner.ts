/** Names for files that belong to a process, so that others see whether it still lives. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** A folder may be seen by several machines or containers, where the same number is another process. */
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** This process: `<pid>-<host>`. */
export const thisProcess: string = `${process.pid}-${host}`;

/** What is known of the process that a name starts with: `unknown` when it runs on another machine. */
export function stateOf(name: string): 'alive' | 'dead' | 'unknown' {
  const [pid, at] = name.split('-');
  if (at !== host || !/^\d+$/.test(pid ?? '')) return 'unknown';
  try {
    process.kill(Number(pid), 0);
    return 'alive';
  } catch (error) {
    // Another user's process answers EPERM.
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? 'dead' : 'alive';
  }
}
