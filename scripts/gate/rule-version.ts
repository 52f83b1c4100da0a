/** Which version of the rule judges: a table is made of trials of one version only. */
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { codeOnly } from './code-only.ts';

const hashed: readonly string[] = [
  'src/gate/*.ts',
  'src/twins/host/measure/*.ts',
  'src/statistics/{signed-rank,rank-distribution}.ts',
  'scripts/gate/project/{src,bench}/*',
];
/** What no trial runs: no plain benchmarks, saved numbers, what `benchgate doctor` reports. */
const others: readonly string[] = ['src/gate/{judge-numbers,noise}.ts', 'src/twins/host/measure/measure-scenarios.ts'];

/** A hash of what decides, the rule and how a process measures, and of the benchmarks that are judged. */
export function ruleVersion(repository: string): string {
  const files = globSync(hashed, { cwd: repository, exclude: others }).sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\n`)
      .update(codeOnly(join(repository, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 12);
}
