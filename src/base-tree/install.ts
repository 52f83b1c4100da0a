/** Runs a package manager in the base's tree. */
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { GateError } from '../model/errors.ts';
import { diskFull, saysDiskFull } from './failure.ts';
import type { InstallCommand } from './package-manager.ts';
import { installEnvironment } from './process-environment.ts';
import { runProcess } from './run-process.ts';

/** How much of what a failed installation printed is shown, in lines. */
const shown = 20;

/**
 * @param project the folder to install in; absolute
 * @throws GateError `PACKAGE_MANAGER_MISSING`, `INSTALL_FAILED`, `DISK_FULL`; the signal's reason
 */
export async function installDependencies(
  project: string,
  { manager, words }: InstallCommand,
  signal?: AbortSignal,
): Promise<void> {
  const env = installEnvironment();
  const program = findProgram(manager, env);
  const line = `${manager} ${words.join(' ')}`;
  if (program === undefined) {
    throw new GateError({
      code: 'PACKAGE_MANAGER_MISSING',
      message: `The base needs other dependencies than your tree, which "${line}" would install, but there is no ${manager} on the PATH.`,
      fix: manager === 'npm' ? 'Install npm.' : `Install ${manager}, for example by: corepack enable ${manager}.`,
    });
  }
  const { code, output } = await runInstall(program, words, { cwd: project, env, signal });
  if (code === 0) return;
  if (saysDiskFull(output)) throw diskFull(project, new Error(lastLines(output)));
  throw new GateError({
    code: 'INSTALL_FAILED',
    message: `The dependencies of the base cannot be installed: "${line}" in ${project} ended with ${code ?? 'a signal'}:\n${lastLines(output)}`,
    fix: 'Mend what it complains about (registry, network, Node version), or choose a newer base whose lock file is that of your tree.',
  });
}

function runInstall(
  program: string,
  words: readonly string[],
  place: Parameters<typeof runProcess>[2],
): ReturnType<typeof runProcess> {
  if (!/\.(?:cmd|bat)$/i.test(program)) return runProcess(program, words, place);
  // Windows starts scripts through its shell only. The words are ours: none needs quotes.
  const shell = place.env['ComSpec'] ?? 'cmd.exe';
  return runProcess(shell, ['/d', '/c', path.basename(program), ...words], place);
}

/** The file that a name on the PATH means. */
function findProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const windows = process.platform === 'win32';
  const endings = windows ? ['.exe', '.cmd', '.bat'] : [''];
  const list = Object.entries(env).find(([key]) => (windows ? key.toUpperCase() : key) === 'PATH')?.[1] ?? '';
  const files = list
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)));
  return files.find((file) => isProgram(file));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-shown).join('\n');
}
