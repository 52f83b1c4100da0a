/** What the steps of opening a tree share. */
import type { Repository } from './repository.ts';
import type { TreeEntry } from './tree-entry.ts';

/** One request, as far as it is known what is meant. */
export interface Opening {
  readonly repository: Repository;
  /** The full SHA. */
  readonly commit: string;
  /** The folder of the trees, whose lock is held. */
  readonly cache: string;
  readonly signal: AbortSignal | undefined;
  readonly progress: (line: string) => void;
}

/** A tree that can be handed out. */
export type FinishedTree = Pick<TreeEntry, 'tree' | 'record'>;
