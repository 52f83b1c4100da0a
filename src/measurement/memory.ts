import { readFileSync } from 'node:fs';
import v8 from 'node:v8';
import vm from 'node:vm';
import { GateError } from '../model/errors.ts';

let collector: (() => unknown) | undefined;

/** Collects all garbage of this thread's heap, now. Takes some ms. Works in every thread, without a flag. */
export function collectGarbage(): void {
  collector ??= globalThis.gc ?? exposeCollector();
  collector();
}

/** Each thread does this once: with 1,024 threads at once this many lost races are not to be expected. */
const mostTries = 10_000;

function exposeCollector(): () => unknown {
  // The flag belongs to the process: another thread may take it back between our setting it and the new context.
  for (let tries = 0; tries < mostTries; tries += 1) {
    v8.setFlagsFromString('--expose-gc');
    try {
      const exposed = vm.runInNewContext('globalThis.gc') as (() => unknown) | undefined;
      if (exposed !== undefined) return exposed;
    } finally {
      // Or every context made later would have a global `gc`.
      v8.setFlagsFromString('--no-expose-gc');
    }
  }
  throw new GateError({
    code: 'UNSUPPORTED',
    message: 'The garbage collector of this thread could not be reached: memory cannot be measured.',
    fix: 'Start Node with --expose-gc.',
  });
}

/** Bytes in use on this thread's heap after a forced collection: what is really held. One thread sees its own heap only. */
export function heapAfterCollection(): number {
  // One round can leave some hundred kB behind, which the next one takes: in a difference it would look like growth.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/**
 * Bytes that this thread's heap and its array buffers hold after a forced collection. Typed arrays keep their numbers
 * outside of the heap: only here is seen what queues cost that are made of them.
 */
export function heldAfterCollection(): number {
  const used = heapAfterCollection();
  return used + process.memoryUsage().arrayBuffers;
}

/** Memory of the whole process, all its threads together, in bytes. */
export interface ProcessMemory {
  /** Resident set size, now. */
  readonly rss: number;
  /** The largest resident set size in the process's lifetime, not of one run. */
  readonly peakRss: number;
  /** Virtual size, now; undefined where the system does not tell (only Linux does). */
  readonly virtual: number | undefined;
}

/** Reads the memory of this process. */
export function readProcessMemory(): ProcessMemory {
  return {
    rss: process.memoryUsage.rss(),
    // Node answers in kB of 1024 bytes on every system.
    peakRss: process.resourceUsage().maxRSS * 1024,
    virtual: readVirtualSize(),
  };
}

/** The virtual size of a process, in bytes, from /proc; undefined where there is none or the process has ended. */
export function readVirtualSize(pid: number = process.pid): number | undefined {
  return readStatus(pid, /^VmSize:\s+(\d+) kB$/m);
}

/** The resident set size of a process, in bytes, from /proc; undefined where there is none or the process has ended. */
export function readResidentSize(pid: number): number | undefined {
  return readStatus(pid, /^VmRSS:\s+(\d+) kB$/m);
}

function readStatus(pid: number, pattern: RegExp): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const match = pattern.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return match ? Number(match[1]) * 1024 : undefined;
  } catch {
    return undefined;
  }
}
