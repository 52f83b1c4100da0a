import { type Calibration, extraFor } from './planted.ts';
import type { TrialLine } from './recordings.ts';

/** The trials that belong together: of one version of the rule, with the slowdowns as they are planted by now. */
export function currentTrials(lines: readonly TrialLine[], rule: string, calibration: Calibration): TrialLine[] {
  return lines.filter((line) => line.rule === rule && line.extra === extraFor(line.kind, line.slowdown, calibration));
}
