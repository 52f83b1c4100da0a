/**
 * Bytes that a call allocates on the JavaScript heap of this thread: what the heap has grown by, and what collections meanwhile
 * took away, which V8's profiler of collections tells. No counter of all allocated bytes is to be had from JavaScript.
 */
import { GCProfiler, getHeapStatistics } from 'node:v8';
import type { BlockPlan, Side as SideName } from '../../protocol.ts';
import { now } from '../../../measurement/clock.ts';
import { isThenable } from '../record/callable.ts';
import { levelOf } from './level-step.ts';
import { timeAwaitedCalls, timeCalls, type Callee } from './loops.ts';
import type { SideOrder } from './order.ts';
import type { Subject } from './subject.ts';

/** Blocks of each side where there is time for them; the figure is nearly the same each time. */
const mostBlocks = 5;
/** The part of the time for measuring that this may take in addition. */
const share = 0.25;
/** What is less, per call and per block, is not the function's: the figure is 0 then. */
const noise = { call: 4, block: 64 };

/**
 * Whether blocks that are measured for this alone would take too long: they are the calls that are timed, then.
 *
 * @param call how long one takes, in ns
 */
export function isTooLongToRepeat(call: number, calls: number, plan: BlockPlan): boolean {
  return calls === 1 && 2 * call > share * plan.longest * 1e6;
}

/** One long call: a look at the heap before and behind does not show in its time. */
export async function observeCall(subject: Subject): Promise<{ readonly time: number; readonly bytes: number }> {
  const { time, bytes } = await subject.observe(1, countBytes);
  return { time, bytes: perCall(bytes - (await ownBytes(subject.isAsync, 1)), 1) };
}

/** Measures both sides in turns. @returns bytes per call */
export async function measureAllocation(
  subjects: Readonly<Record<SideName, Subject>>,
  calls: number,
  plan: BlockPlan,
  order: SideOrder,
  check: () => void,
): Promise<Readonly<Record<SideName, number>>> {
  const bytes: Record<SideName, number[]> = { base: [], head: [] };
  const begun = now();
  for (let block = 1; block <= mostBlocks; block++) {
    for (const side of order) {
      check();
      const subject = subjects[side];
      // Hooks between calls allocate as well: a single call stands alone between them.
      const inBlock = subject.hasHooksBetween ? 1 : calls;
      const { bytes: total } = await subject.observe(inBlock, countBytes);
      bytes[side].push(perCall(total - (await ownBytes(subject.isAsync, inBlock)), inBlock));
    }
    if (((now() - begun) / block) * (block + 1) > share * plan.longest * 1e6) break;
  }
  // What else is counted (the rest of a page that an object did not fit into) only adds.
  return { base: levelOf(bytes.base), head: levelOf(bytes.head) };
}

function perCall(bytes: number, calls: number): number {
  const each = bytes / calls;
  return bytes < noise.block || each < noise.call ? 0 : Math.round(each);
}

/** Bytes that are allocated while something runs. */
async function countBytes(
  run: () => number | Promise<number>,
): Promise<{ readonly time: number; readonly bytes: number }> {
  const collections = new GCProfiler();
  collections.start();
  const before = getHeapStatistics().used_heap_size;
  const running = run();
  // Awaiting would allocate, too.
  const time = isThenable(running) ? await running : running;
  let bytes = getHeapStatistics().used_heap_size - before;
  for (const { beforeGC, afterGC } of collections.stop()?.statistics ?? []) {
    bytes += beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize;
  }
  return { time, bytes };
}

const answered = Promise.resolve();
const idle: Callee = { name: 'idle', fn: () => undefined };
const idleAsync: Callee = { name: 'idle', fn: () => answered };
const known = new Map<string, number>();

/** What the loop and the look at the heap allocate by themselves. */
async function ownBytes(isAsync: boolean, calls: number): Promise<number> {
  const key = `${isAsync} ${calls}`;
  let least = known.get(key);
  if (least === undefined) {
    least = Infinity;
    for (let time = 0; time < 3; time++) {
      const { bytes } = await countBytes(() => (isAsync ? timeAwaitedCalls(idleAsync, calls) : timeCalls(idle, calls)));
      least = Math.min(least, bytes);
    }
    known.set(key, least);
  }
  return least;
}
