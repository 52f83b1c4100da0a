/** Real Vitest on one test file, to compare with. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

interface JsonReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly ancestorTitles: readonly string[]; readonly title: string }[];
  }[];
}

const imports = [
  'afterAll, afterEach, aroundAll, aroundEach, beforeAll, beforeEach, describe, expect, it',
  'onTestFailed, onTestFinished, suite, test',
].join(', ');

/**
 * Runs the code in a project of its own. Whether its tests pass does not matter.
 *
 * @returns the full names of the tests
 */
export function runVitest(code: string): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'twin-vitest-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'a.test.js'), `import { ${imports} } from 'vitest';\n${code}`);
  const bin = join(process.cwd(), 'node_modules/vitest/vitest.mjs');
  const report = join(root, 'report.json');
  spawnSync(process.execPath, [bin, 'run', '--root', root, '--reporter', 'json', '--outputFile', report], {
    stdio: 'ignore',
  });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as JsonReport;
  return testResults[0]!.assertionResults.map(({ ancestorTitles, title }) => [...ancestorTitles, title].join(' > '));
}
