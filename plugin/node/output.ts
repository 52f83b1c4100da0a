/** Where benchgate's own lines go. */
import type { Vitest } from 'vitest/node';
import { wantsColors } from './cli/wants-colors.ts';

/** Reporters whose text on standard output is read by programs. The others of that kind write files. */
const machines: ReadonlySet<unknown> = new Set(['tap', 'tap-flat']);

/** Writes lines for people, with colours where `colors` says so. */
export interface Output {
  readonly colors: boolean;
  write(text: string): void;
}

/** Standard output; standard error when a reporter writes there what a program reads. */
export function openOutput({ config, logger }: Vitest): Output {
  const read = config.reporters.some((reporter) => {
    return Array.isArray(reporter) && machines.has(reporter[0]);
  });
  if (read) return { colors: wantsColors(process.stderr), write: (text) => logger.error(text) };
  return { colors: wantsColors(process.stdout), write: (text) => logger.log(text) };
}
