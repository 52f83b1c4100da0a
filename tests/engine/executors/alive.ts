import { readFileSync } from 'node:fs';

/** Whether a process is still running. One that has ended and is only kept in a list by the system is not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    // After the name of the program, which may hold anything.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
