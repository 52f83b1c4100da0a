import { createHash } from 'node:crypto';

/** A short digest of the exact bits of what a source of numbers gives. */
export function digest(draw: () => number, count = 10_000): string {
  const bits = new Uint8Array(Float64Array.from({ length: count }, draw).buffer);
  return createHash('sha256').update(bits).digest('hex').slice(0, 16);
}
