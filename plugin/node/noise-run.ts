/** `benchgate doctor --noise` asks a run for the noise instead of a comparison: through the environment, since Vitest has no flag for it. */

/** The variable: in how many processes each benchmark is measured. */
export const noiseVariable = 'BENCHGATE_NOISE';

/** The number of processes, null in a run that compares. */
export function readNoiseRun(env: Readonly<Record<string, string | undefined>>): number | null {
  const processes = Number(env[noiseVariable] ?? '');
  return Number.isInteger(processes) && processes > 0 ? processes : null;
}
