/**
 * What a run and its measuring processes say to each other. A measuring process loads both sides of one bench file: the file
 * of today with the project's code of today (head), and the same file with the project's code of the baseline (base).
 * It measures both in turn and answers one pair of figures for each; what pairs of several processes mean is judged elsewhere.
 *
 * Messages are structured clones; one request is answered before the next is sent.
 */
import type { Better } from '../model/metric.ts';
import type { Unit } from '../model/units.ts';

/** Today's code, or the baseline's. */
export type Side = 'base' | 'head';

/** How the blocks of a plain benchmark are measured. All times in ms. */
export interface BlockPlan {
  /** What each side runs before anything is measured, in turn with the other. */
  readonly warmup: number;
  /** How long a block takes at least: of short functions it holds many calls, of long ones a single one. */
  readonly block: number;
  /** Measured blocks of each side. */
  readonly blocks: number;
  /** The same where calls are awaited: threads land on other cores from block to block, so that it takes more to see their level. */
  readonly awaitedBlocks: number;
  /** What the blocks of both sides take together at most; long functions have fewer blocks, never less than one each. */
  readonly longest: number;
}

export interface LoadRequest {
  readonly type: 'load';
  /** Absolute paths of the ES modules to import. */
  readonly modules: Readonly<Record<Side, string>>;
  /** Which side is loaded first, and comes first in whatever is not measured. */
  readonly first: Side;
  /** Whether `test`, `describe` and the like are to be globals, as with Vitest's option `globals`. */
  readonly globals: boolean;
  /** What `inject` answers. */
  readonly provided: Readonly<Record<string, unknown>>;
}

export interface MeasureRequest {
  readonly type: 'measure';
  /** The test's full name: `suite > test`. */
  readonly test: string;
  /** The names of the results to measure; other benchmarks of the test run once, so that its body goes on. */
  readonly results: readonly string[];
  /** Which side comes first here. */
  readonly first: Side;
  /** Makes the order of the blocks: any whole number. */
  readonly seed: number;
  readonly plan: BlockPlan;
}

export type Request = LoadRequest | MeasureRequest;

/** Both sides' value of one figure of a result, from one process. */
export interface PairedFigure {
  readonly metric: string;
  readonly statistic: 'median' | 'p99';
  readonly unit: Unit;
  readonly better: Better;
  readonly assume: 'exact' | 'sampled';
  /** In the base unit of `unit`. */
  readonly base: number;
  readonly head: number;
}

/** What one process measured of one result. */
export interface Pair {
  readonly result: string;
  readonly figures: readonly PairedFigure[];
  /** How many blocks stand behind the figures on each side, and how many calls a block had. */
  readonly blocks: number;
  readonly calls: number;
  /** The largest change of level between the first and the second half of a side's blocks, as a fraction: it was not warm yet. */
  readonly step: number;
}

export interface LoadedAnswer {
  readonly type: 'loaded';
  /** The full names of the tests that each side registered. */
  readonly tests: Readonly<Record<Side, readonly string[]>>;
}

/** A wanted result that could not be measured, though others of its test were. */
export interface Missing {
  readonly result: string;
  /** Whose fault it is: the side that did not get there, or failed. Of both, `head`. */
  readonly side: Side;
  readonly message: string;
}

export interface MeasuredAnswer {
  readonly type: 'measured';
  readonly pairs: readonly Pair[];
  /** What was asked for besides. */
  readonly missing: readonly Missing[];
  /** Wall time of the whole request in ms. */
  readonly took: number;
}

/** A side that could not be loaded, or whose test could not be run. */
export interface FailedAnswer {
  readonly type: 'failed';
  readonly side: Side;
  /** What went wrong, as the user's code said it: `TypeError: x is not a function`. */
  readonly message: string;
  readonly stack: string;
}

export type Answer = LoadedAnswer | MeasuredAnswer | FailedAnswer;
