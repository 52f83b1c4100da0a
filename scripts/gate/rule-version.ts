/** Which version of the rule judges: a table is made of trials of one version only. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A hash of what decides: the rule, and how a process measures. */
export function ruleVersion(repository: string): string {
  const files = globSync(['src/gate/*.ts', 'src/twins/host/**/*.ts'], { cwd: repository }).sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(repository, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 12);
}
