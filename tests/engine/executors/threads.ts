import { readdirSync } from 'node:fs';

/** Live threads of this process as the operating system counts them; undefined where it does not say. */
export function countThreads(): number | undefined {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').length : undefined;
}
