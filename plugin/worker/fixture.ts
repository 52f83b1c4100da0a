/** The `bench` fixture: Vitest's own, and beside it one function for each scenario. */
import type { SerializedConfig, TestContext } from 'vitest';
import type { SchedulerOptions } from '../../src/index.ts';
import { projectName } from '../compat.ts';
import { callSite, markCall } from './site.ts';

type Bench = TestContext['bench'];

/** Decorates Vitest's `bench` of one test. `bench()`, `bench.compare` and `bench.from` stay what they are. */
export function decorateBench(native: Bench, context: TestContext, config: SerializedConfig): Bench {
  const { task: test } = context;

  const bench = (...args: Parameters<Bench>): ReturnType<Bench> => {
    const registration = native(...args);
    markCall(test, registration.name, callSite(bench));
    return registration;
  };

  const scheduler = async (options: SchedulerOptions): Promise<unknown> => {
    const site = callSite(scheduler);
    const { measureScheduler } = await import('./scheduler.ts');
    return measureScheduler({ test, project: projectName(config), site, signal: context.signal }, options);
  };

  return Object.assign(bench, native, { scheduler }) as Bench;
}
