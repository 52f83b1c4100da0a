/** The `bench` fixture: Vitest's own, and beside it one function for each scenario. */
import type { SerializedConfig, TestContext } from 'vitest';
import type { Result } from '../../src/index.ts';
import type { ScenarioName } from '../../src/twins/scenario-entries.ts';
import { projectName } from '../compat.ts';
import { markGate } from './gate-mark.ts';
import type { GateOptions } from '../gate-types.ts';
import { trackCall } from './pending-calls.ts';
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

  const scenario = (name: ScenarioName): ((options: unknown) => Promise<unknown>) => {
    const call = (options: unknown): Promise<unknown> => {
      const site = callSite(call);
      // Of this try: a retry gets another one.
      const { signal: ofTest } = context;
      return trackCall(test, `bench.${name}`, site, async (givenUp) => {
        const { measureScenario } = await import('./scenario.ts');
        const signal = AbortSignal.any([ofTest, givenUp]);
        try {
          return await measureScenario(name, { test, project: projectName(config), site, signal }, options);
        } catch (error) {
          throw pointOwn(error, site);
        }
      });
    };
    return call;
  };

  const recordOwn = (result: Result): Promise<void> => {
    const site = callSite(recordOwn);
    return trackCall(test, 'bench.record', site, async () => {
      const { recordOwnResult } = await import('./own-result.ts');
      await recordOwnResult({ test, project: projectName(config), site }, result);
    });
  };

  const gate = (options: GateOptions): void => markGate(test, { options, site: callSite(gate) });

  return Object.assign(bench, native, {
    scheduler: scenario('scheduler'),
    scaling: scenario('scaling'),
    stress: scenario('stress'),
    record: recordOwn,
    gate,
  });
}
