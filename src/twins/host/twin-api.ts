/** What the bundles of a bench file find in place of Vitest, one for each side. */
import type { ScenarioEngine } from './scenario-engine.ts';

/** Where the bundles look for it: `globalThis[twinKey]`. */
const twinKey: unique symbol = Symbol.for('benchgate.twin');

/** The names that stand for Vitest's, and what the bundle adds. */
export interface TwinApi {
  [name: string]: unknown;
  /** The scenarios of this side's benchgate; the bundle sets it before the bench file's code runs. */
  engine?: (() => Promise<ScenarioEngine>) | undefined;
}

/** Hands a side's API to the code that runs next. */
export function offerApi(api: TwinApi): void {
  (globalThis as { [twinKey]?: TwinApi })[twinKey] = api;
}
