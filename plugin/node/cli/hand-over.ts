/** `benchgate [bench] …`: runs Vitest's own command line in this process, with benchgate's flags added to it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import { GateError } from '../../../src/model/errors.ts';
import { literalFlagSource } from './literal-flag.ts';
import { refuseUnknownOptions } from './unknown-options.ts';

/** The benchmark command's own flags as `--help` shows them. */
export const benchFlags: readonly (readonly [string, string])[] = [
  [
    '--compare <name>',
    'benchgate: compare with this baseline or git revision (default: "baseline" where there is one)',
  ],
  ['--save <name>', 'benchgate: save what was measured as this baseline'],
  [
    '--budget <duration>',
    "benchgate: how long all of the code may be measured beside the baseline's (default: no limit)",
  ],
];

/** The commands of Vitest that benchgate runs. */
type VitestNode = Pick<typeof import('vitest/node'), 'createCLI' | 'version'>;

/**
 * Runs `vitest bench` with these words.
 *
 * @param words what follows `benchgate` or `benchgate bench`
 * @throws GateError `UNSUPPORTED` when Vitest is missing or older than version 5
 */
export async function runBench(words: readonly string[], version: string): Promise<void> {
  const { bin, vitest } = await loadVitest();
  // Vitest's help and the module that takes the flags out both look at this process's own argv.
  process.argv = [process.execPath, bin, 'bench', ...words];
  runInThisContext(literalFlagSource);
  const cli = vitest.createCLI();
  cli.name = 'benchgate';
  cli.globalCommand.versionNumber = version;
  for (const [flag, about] of benchFlags) cli.option(flag, about);
  // First in the help, above Vitest's hundred.
  const { options } = cli.globalCommand;
  options.unshift(...options.splice(-benchFlags.length));
  cli.parse(process.argv, { run: false });
  refuseUnknownOptions(cli);
  await cli.runMatchedCommand();
}

async function loadVitest(): Promise<{ bin: string; vitest: VitestNode }> {
  const { folder, entry } = findVitest();
  const vitest = (await import(pathToFileURL(entry).href)) as VitestNode;
  if (Number.parseInt(vitest.version, 10) < 5) {
    throw new GateError({
      code: 'UNSUPPORTED',
      message: `benchgate needs Vitest 5 or later; ${folder} is version ${vitest.version}.`,
      fix: 'Update it with: npm install --save-dev vitest@5',
    });
  }
  return { bin: join(folder, 'vitest.mjs'), vitest };
}

/** The project's own Vitest; where it has none, the one beside benchgate. */
function findVitest(): { folder: string; entry: string } {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    const { resolve } = createRequire(from);
    try {
      return { folder: dirname(resolve('vitest/package.json')), entry: resolve('vitest/node') };
    } catch {
      // Not to be seen from here.
    }
  }
  throw new GateError({
    code: 'UNSUPPORTED',
    message: `Vitest is not installed in ${process.cwd()}.`,
    fix: 'Install it with: npm install --save-dev vitest@5 vite',
  });
}
