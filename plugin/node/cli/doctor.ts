/** `benchgate doctor`: whether the gate can work here, and how fine it sees. */
import type { CAC } from 'cac';
import { GateError } from '../../../src/model/errors.ts';
import { noiseVariable } from '../noise-run.ts';
import { checkUp } from './check-up.ts';
import { type RawValue, readNumber } from './option-values.ts';

interface DoctorFlags {
  readonly noise?: boolean;
  readonly processes?: RawValue;
}

/** How many processes show the noise of a benchmark well enough. */
const enough = 16;

/** @param bench runs `vitest bench` with these words */
export function addDoctorCommand(cli: CAC, bench: (words: readonly string[]) => Promise<void>): void {
  cli
    .command('doctor [...filters]', 'Check whether benchmarks can be gated here')
    .option('--noise', 'Measure the same code against itself: false alarms, and the smallest slowdown that can be seen')
    .option('--processes <n>', `With --noise: processes for each benchmark, at least 6 (default: ${enough})`)
    .example((name) => `  $ ${name} doctor`)
    .example((name) => `  $ ${name} doctor --noise parser`)
    .action(async (filters: readonly string[], flags: DoctorFlags) => {
      if (flags.noise !== true) {
        const { text, sound } = await checkUp(process.cwd());
        console.log(text);
        if (!sound) process.exitCode = 1;
        return;
      }
      process.env[noiseVariable] = String(readProcesses(flags.processes));
      await bench(['--run', ...filters]);
    });
}

function readProcesses(value: RawValue | undefined): number {
  const processes = readNumber(value, '--processes') ?? enough;
  if (Number.isInteger(processes) && processes >= 6 && processes <= 50) return processes;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `--processes: ${processes} is not a whole number from 6 to 50.`,
    fix: `Leave it out for ${enough}.`,
  });
}
