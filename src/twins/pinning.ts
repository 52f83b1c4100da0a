/** A measuring process on one CPU: its threads take turns there, and no placement of theirs changes what is measured. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { GateError } from '../model/errors.ts';

/** How a program is started that may use this CPU only. */
export function pinnedTo(cpu: number): { readonly program: string; readonly words: readonly string[] } {
  return { program: 'taskset', words: ['--cpu-list', String(cpu)] };
}

/**
 * The CPU to pin to: the last one that this process may use, since the first ones serve most interrupts.
 *
 * @throws GateError `UNSUPPORTED` where processes cannot be pinned
 */
export function cpuToPinTo(): number {
  const last = process.platform === 'linux' ? lastAllowed() : undefined;
  if (last !== undefined && spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0) return last;
  throw new GateError({
    code: 'UNSUPPORTED',
    message: 'Measuring processes are to be bound to one CPU ("pin"), and this system has no way to do so.',
    fix: 'Pinning needs Linux and the command taskset (package util-linux). Leave "pin" out elsewhere.',
  });
}

/** From a list such as `0-3,8`. */
function lastAllowed(): number | undefined {
  const list = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const last = list?.split(/[,-]/).at(-1);
  return last === undefined ? undefined : Number(last);
}
