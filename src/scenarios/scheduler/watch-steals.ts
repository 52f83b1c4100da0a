import type { Scheduler, Strategy } from '../../schedulers/strategy.ts';

/** A strategy whose scheduler is remembered, so that it can be asked after the run how often it stole. */
export interface WatchedStrategy {
  readonly strategy: Strategy;
  /** Tasks taken from another worker's queue; undefined where the strategy does not say. */
  readonly steals: () => number | undefined;
}

/** Watches one run of a strategy. */
export function watchSteals(strategy: Strategy): WatchedStrategy {
  const started: Scheduler[] = [];
  return {
    strategy: {
      name: strategy.name,
      about: strategy.about,
      start: (workers, seed) => {
        const scheduler = strategy.start(workers, seed);
        started.push(scheduler);
        return scheduler;
      },
    },
    steals: () => started.at(-1)?.steals,
  };
}
