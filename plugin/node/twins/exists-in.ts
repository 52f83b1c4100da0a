import { existsSync } from 'node:fs';
import { toBase, type TreeMapping } from './tree-mapping.ts';

/** The file's counterpart in the tree of the base, undefined when that has none. */
export function existsIn(mapping: TreeMapping, file: string): string | undefined {
  const counterpart = toBase(file, mapping);
  return counterpart !== file && existsSync(counterpart) ? counterpart : undefined;
}
