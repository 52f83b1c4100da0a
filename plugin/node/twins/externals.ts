/** What is left to Node instead of being bundled: what Vitest itself leaves to it. */
import type { TestProject } from 'vitest/node';

/** Vitest's own rule; internal to it, with all options (`server.deps`) and exceptions. */
interface Resolver {
  shouldExternalize(file: string): Promise<unknown>;
}

/** @returns whether a file, by its absolute id, is left to Node */
export function externalsOf(project: TestProject): (id: string) => Promise<boolean> {
  const { _resolver: resolver } = project as unknown as { readonly _resolver?: Resolver };
  return async (id) => {
    if (resolver === undefined) return /[\\/]node_modules[\\/]/.test(id);
    const answer = await resolver.shouldExternalize(id);
    return answer !== false && answer !== undefined;
  };
}
