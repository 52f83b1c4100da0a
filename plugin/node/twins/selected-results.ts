/** Which results of a bench file's baseline a run is going to judge. */
import { testKey } from '../../key.ts';

/** A project that runs the bench file. */
export interface Selection {
  /** Its name as the user gave it; empty where there is none. */
  readonly project: string;
  /** Vitest's `-t`. */
  readonly pattern: RegExp | undefined;
}

/**
 * Whether the run comes to a result, by its key. Vitest matches the full name of a test; where that ends in a key cannot be told when a
 * name has an arrow of its own, so every possible end counts.
 */
export function isSelected(key: string, { project, pattern }: Selection): boolean {
  const prefix = testKey(project, '');
  if (!key.startsWith(prefix)) return false;
  if (pattern === undefined) return true;
  const names = key.slice(prefix.length).split(' > ');
  return names.slice(0, -1).some(
    (_, last) =>
      names
        .slice(0, last + 1)
        .join(' > ')
        .match(pattern) !== null,
  );
}
