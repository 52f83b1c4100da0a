import { relative, sep } from 'node:path';

/** The name of a bench file in baselines: its path from the root, with forward slashes on every system. */
export function benchFileName(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}
