/** A copy of the plugin and the engine: while trials go on for hours, nobody's edits change what is tried. */
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Copies what a project's config imports. Packages are linked. */
export function freezeCode(repository: string, to: string): void {
  for (const name of ['src', 'plugin', 'scripts/gate/project', 'package.json'])
    cpSync(join(repository, name), join(to, name), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(to, 'node_modules'));
}
