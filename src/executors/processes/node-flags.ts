/** With a value of its own as the next word. */
const evaluating = new Set(['-e', '--eval', '-p', '--print', '-pe']);

/**
 * The flags of Node for a worker process: those of this process, which the user's modules may need, without what makes
 * sense for one process only (a debugger's port, a program in place of a file).
 *
 * @param own of this process
 * @param heapLimit in bytes; undefined: what Node takes by itself
 */
export function nodeFlags(own: readonly string[], heapLimit: number | undefined): string[] {
  const flags = own.filter(
    (flag, at) =>
      !/^--(?:inspect|input-type)/.test(flag) && !evaluating.has(flag) && !(at > 0 && evaluating.has(own[at - 1]!)),
  );
  // The last one counts.
  if (heapLimit !== undefined) flags.push(`--max-old-space-size=${Math.round(heapLimit / 2 ** 20)}`);
  return flags;
}
