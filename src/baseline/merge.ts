/**
 * What a baseline file holds after a run: numbers that did not move beyond their noise stay as they are, byte for byte. The commit
 * is that of the run all the same: its code is what the next run is compared with, and a small slowdown that was accepted does
 * not show in the numbers.
 */
import { isDeepStrictEqual } from 'node:util';
import { compare } from './compare.ts';
import { baselineFile } from './file.ts';
import type { BaselineFile, StoredMetric, StoredResult } from './file.ts';
import { own, parameterDifferences } from './match.ts';
import { evidence } from './rule.ts';

/**
 * Merges what a run measured into what a file held.
 *
 * @param old what the file holds now; undefined when there is none
 * @param measured the results of the run, by `resultKey`
 * @param complete whether every test of the bench file ran: only then are entries that were not measured dropped
 * @returns what the file shall hold; undefined when nothing is left, and the file goes
 */
export function mergeBaseline(
  old: BaselineFile | undefined,
  measured: ReadonlyMap<string, StoredResult>,
  complete: boolean,
): BaselineFile | undefined {
  const results = new Map(complete ? [] : Object.entries(old?.results ?? {}));
  for (const [key, result] of measured) {
    const kept = old !== undefined && Object.hasOwn(old.results, key) ? old.results[key] : undefined;
    results.set(key, kept !== undefined && stays(kept, result) ? withOrigin(kept, result) : result);
  }
  return results.size === 0 ? undefined : baselineFile(Object.fromEntries(results));
}

/**
 * Whether a saved entry stays: same work, same environment, same metrics, nothing judged faster or slower. It goes all
 * the same where the new one can serve better: it has the repetitions that judging needs, or its commit can be had.
 */
function stays(saved: StoredResult, measured: StoredResult): boolean {
  const sameWork =
    saved.scenario === measured.scenario &&
    parameterDifferences(saved.parameters, measured.parameters).length === 0 &&
    isDeepStrictEqual(saved.environment, measured.environment) &&
    isDeepStrictEqual(declarations(saved), declarations(measured));
  if (!sameWork || (!hasCode(saved) && hasCode(measured)) || gains(saved, measured)) return false;
  return compare('', measured, saved).every(({ verdict }) => verdict === 'same' || verdict === 'inconclusive');
}

/** The saved numbers, as those of the code that was measured now; where that has no commit, the saved one is worth more. */
function withOrigin(saved: StoredResult, { commit, dirty }: StoredResult): StoredResult {
  return commit === null ? saved : { ...saved, commit, dirty };
}

function hasCode(result: StoredResult): boolean {
  return result.commit !== null && !result.dirty;
}

/** Whether something can be judged of the measured result for which the saved one has too few repetitions. */
function gains(saved: StoredResult, measured: StoredResult): boolean {
  return Object.entries(measured.metrics).some(([name, metric]) => {
    if (metric.better === 'neither' || metric.assume === 'exact') return false;
    return (['median', 'p99'] as const).some((statistic) => {
      const { fewest } = evidence[statistic];
      const before = own(saved.metrics, name)?.repetitions[statistic]?.length ?? 0;
      return before < fewest && (metric.repetitions[statistic]?.length ?? 0) >= fewest;
    });
  });
}

/** How every metric is declared, with the values of those that describe exactly and are judged by nobody. */
function declarations(result: StoredResult): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(result.metrics).map(([name, metric]) => [name, [...declaration(metric), fact(metric)]]),
  );
}

function declaration(metric: StoredMetric): unknown[] {
  return [metric.unit, metric.better, metric.assume, metric.per];
}

function fact(metric: StoredMetric): unknown {
  return metric.better === 'neither' && metric.assume === 'exact' ? metric.repetitions.median : undefined;
}
