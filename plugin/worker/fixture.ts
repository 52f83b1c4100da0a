/** The `bench` fixture: Vitest's own, and beside it one function for each scenario. */
import type { SerializedConfig, TestContext } from 'vitest';
import type { Result, SchedulerOptions } from '../../src/index.ts';
import { projectName } from '../compat.ts';
import { callSite, markCall, pointAt, pointOwn } from './site.ts';

type Bench = TestContext['bench'];

/** Decorates Vitest's `bench` of one test. `bench()`, `bench.compare` and `bench.from` stay what they are. */
export function decorateBench(native: Bench, context: TestContext, config: SerializedConfig): Bench {
  const { task: test } = context;

  const bench = (...args: Parameters<Bench>): ReturnType<Bench> => {
    const site = callSite(bench);
    let registration: ReturnType<Bench>;
    try {
      registration = native(...args);
    } catch (error) {
      // Vitest's word on wrong arguments belongs at the user's call, not at the line above.
      throw error instanceof Error ? pointAt(error, site) : error;
    }
    markCall(test, registration.name, site);
    return registration;
  };

  const scheduler = async (options: SchedulerOptions): Promise<unknown> => {
    const site = callSite(scheduler);
    const { measureScheduler } = await import('./scheduler.ts');
    try {
      return await measureScheduler({ test, project: projectName(config), site, signal: context.signal }, options);
    } catch (error) {
      throw pointOwn(error, site);
    }
  };

  const recordOwn = async (result: Result): Promise<void> => {
    const site = callSite(recordOwn);
    const { recordOwnResult } = await import('./own-result.ts');
    await recordOwnResult({ test, project: projectName(config), site }, result);
  };

  return Object.assign(bench, native, { scheduler, record: recordOwn });
}
