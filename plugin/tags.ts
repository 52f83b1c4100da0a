import type { TestTagDefinition } from 'vitest';

/** The tags that the plugin defines, each with a timeout that fits (in ms). */
const definitions: readonly TestTagDefinition[] = [
  { name: 'scheduler', description: 'schedules tasks on real workers', timeout: 120_000 },
  { name: 'scaling', description: 'measures over a range of workers', timeout: 300_000 },
  { name: 'stress', description: 'runs for a minute or more under load', timeout: 600_000 },
  { name: 'docker', description: 'needs a Docker daemon', timeout: 300_000 },
  { name: 'slow', description: 'takes minutes', timeout: 600_000 },
];

/** The plugin's tags without those that the user has defined, so that a user's own definition stays as it is. */
export function missingTags(own: readonly { readonly name: string }[]): TestTagDefinition[] {
  const taken = new Set(own.map((tag) => tag.name));
  return definitions.filter((tag) => !taken.has(tag.name));
}
