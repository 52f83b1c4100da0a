/** How many figures a run judges: what its error is divided by. */

/** Figures of a result that are judged, at most: a plain benchmark has three, a scheduler some twenty. */
const figuresOfResult = 24;
/** As many results as a run is expected to have when no baseline says how many. */
const resultsUnknown = 100;
/** For more figures there is no rule. */
const most = 100_000;

/**
 * @param results of this run that a baseline knows; 0 where none says so
 * @param shards into how many runs the whole is split: each judges a part of the figures
 */
export function judgementsOf(results: number, shards: number): number {
  return Math.min(most, (results === 0 ? resultsUnknown : results) * figuresOfResult * shards);
}
