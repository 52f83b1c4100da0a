/** What the bundles of a bench file find in place of Vitest, one for each side. */
import type { SchedulerEngine } from './scheduler-engine.ts';

/** Where the bundles look for it: `globalThis[twinKey]`. */
const twinKey: unique symbol = Symbol.for('benchgate.twin');

/** The names that stand for Vitest's, and what the bundle adds. */
export interface TwinApi {
  [name: string]: unknown;
  /** The scheduler fixture of this side's benchgate; the bundle sets it before the bench file's code runs. */
  engine?: (() => Promise<SchedulerEngine>) | undefined;
}

/** Hands a side's API to the code that runs next. */
export function offerApi(api: TwinApi): void {
  (globalThis as { [twinKey]?: TwinApi })[twinKey] = api;
}
