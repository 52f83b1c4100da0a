/** What a run under load says beside its metrics. Plain JSON, so that reports show it and stored results keep it. */
import type { Result } from './result.ts';

/** A slope, or a change, with its interval. */
export interface Slope {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Of the interval, such as 0.95. */
  readonly confidence: number;
}

/** Whether a figure held over the run. */
export type StabilityVerdict = 'stable' | 'drifting' | 'unstable' | 'too short to say';

/** A figure over the time of a run, judged. */
export interface Stability {
  readonly verdict: StabilityVerdict;
  /** The verdict with its reason. */
  readonly sentence: string;
  /** How many points of time it was judged by. */
  readonly n: number;
  /** How much the figure changed from the first point to the last, relative to its level: 0.1 is 10 % more. */
  readonly change?: Slope;
  /** Half of the range that holds 90 % of the points, relative to the level, after the slope has been taken out. */
  readonly spread?: number;
}

/** Whether tasks leave memory behind. */
export type LeakVerdict = 'leak' | 'no leak' | 'too short to say';

/** Heap after forced collection against tasks done, judged. */
export interface Leak {
  readonly verdict: LeakVerdict;
  /** The verdict with its reason. */
  readonly sentence: string;
  /** How many points it was judged by. */
  readonly n: number;
  /** Growth per task of all heaps together, in B. */
  readonly slope?: Slope;
  /** The same of the main thread alone, and of the workers alone. */
  readonly main?: Slope;
  readonly workers?: Slope;
}

/** What goes wrong on purpose, by the name of its option. */
export type FaultName = 'throw' | 'hang' | 'slow' | 'exit' | 'outOfMemory';

/** All faults of one name: each came to pass, and its task completed in the end or was lost. */
export interface FaultCount {
  readonly fault: FaultName;
  /** `recovered` + `lost`. */
  readonly injected: number;
  /** Their task completed in the end. */
  readonly recovered: number;
  /** Their task failed for good. */
  readonly lost: number;
}

/** Where all tasks went: `submitted` = `completed` + `failed` + `cancelled` + `refused`. */
export interface TaskCounts {
  readonly submitted: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  /** By a full queue. */
  readonly refused: number;
  /** Starts of tasks beyond the first of each; 0 for a scheduler of your own, which does not say. */
  readonly retries: number;
}

/** A slice of the run's time; pauses in which memory was measured take none of it. */
export interface StressSlice {
  /** Where it begins, in ns from the first submission. */
  readonly at: number;
  /** In ns. */
  readonly duration: number;
  readonly completed: number;
  readonly failed: number;
  /** Completed tasks per second. */
  readonly throughput: number;
  /** Latency of the tasks that completed in it, in ns, to 3 %; absent where none did. */
  readonly p50?: number;
  readonly p99?: number;
  /** The most tasks that were submitted and unfinished at once. */
  readonly inFlight: number;
  /** Resident set size of the process and of its worker processes, in B, at the end of the slice. */
  readonly rss?: number;
  /** Heap of the main thread and all workers after forced collection, in B, where it was measured within the slice. */
  readonly heap?: number;
}

/** A trial of a search for the highest rate. */
export interface LimitTrial {
  /** What was offered, in tasks/s. */
  readonly rate: number;
  readonly met: boolean;
  /** Completed tasks per second. */
  readonly throughput: number;
  /** What was missed, with the figure. */
  readonly missed: readonly string[];
}

/** The highest rate that still meets the targets. */
export interface RateLimit {
  /** The highest rate that met them, in tasks/s; absent when not even the lowest did. */
  readonly rate?: number;
  /** The lowest rate that missed them; absent when the highest that was allowed met them. */
  readonly above?: number;
  /** The search with its reason to end. */
  readonly sentence: string;
  /** In the order in which they were run. */
  readonly trials: readonly LimitTrial[];
}

/** What a run under load says beside its metrics. */
export interface StressData {
  readonly counts: TaskCounts;
  /** Every fault that was injected, by name; names without any are left out. */
  readonly faults: readonly FaultCount[];
  readonly slices: readonly StressSlice[];
  readonly stability: { readonly throughput: Stability; readonly memory: Stability };
  readonly leak: Leak;
  /** Of a search for the highest rate. */
  readonly limit?: RateLimit;
}

/** A result with what a run under load says. */
export type StressReportable = Result & StressData;
