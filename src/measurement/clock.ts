/**
 * Now, in ns, on the monotonic clock that all threads of the process share (and on Linux all processes of the
 * machine): differences between two threads' readings are meaningful. Its zero is arbitrary.
 *
 * Whole nanoseconds up to 2^53 ns, which is 104 days after the zero (usually the machine's start), and steps of 2 ns
 * for 104 days more. `performance.now()` counts from another zero in every thread, and added to `timeOrigin` is left
 * with steps of 256 ns; `hrtime.bigint()` costs an allocation.
 */
export function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e9 + nanoseconds;
}
