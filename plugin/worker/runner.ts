/**
 * The runner of benchmark projects: gives tests the decorated `bench` fixture and the threshold matchers, and fails a
 * test whose benchmark got worse. It is loaded for every bench file, so it imports little; the engines come on first use.
 */
import {
  expect,
  TestRunner,
  type RunnerTask,
  type RunnerTestCase,
  type RunnerTestSuite,
  type TestContext,
} from 'vitest';
import { projectName } from '../compat.ts';
import { decorateBench } from './fixture.ts';
import { matchers } from './matchers.ts';
import { beginTry, endFile, endTry } from './session.ts';

type Runner = typeof TestRunner;

/** On classes that benchgate is part of already. */
const wrapped: unique symbol = Symbol.for('benchgate.runner');

/**
 * Adds benchgate to a runner of your own: `export default withBenchgate(MyRunner)` in the file that the option `runner`
 * names.
 *
 * @param Base a class that extends Vitest's `TestRunner`
 */
export function withBenchgate<Base extends Runner>(Base: Base): Base {
  if (wrapped in Base) return Base;
  return class extends (Base as Runner) {
    static readonly [wrapped] = true;

    override extendTaskContext(context: TestContext): TestContext {
      // Defined as configurable first: Vitest's own definition of `bench` then stays configurable.
      Object.defineProperty(context, 'bench', { configurable: true, value: undefined });
      const extended = super.extendTaskContext(context);
      const native = Object.getOwnPropertyDescriptor(extended, 'bench');
      if (native?.get === undefined) return extended;
      let decorated: TestContext['bench'] | undefined;
      Object.defineProperty(extended, 'bench', {
        configurable: true,
        enumerable: true,
        get: () =>
          (decorated ??= decorateBench(native.get!.call(extended) as TestContext['bench'], extended, this.config)),
      });
      return extended;
    }

    override onBeforeTryTask(test: RunnerTask, options: { retry: number; repeats: number }): void {
      super.onBeforeTryTask(test, options);
      if (test.type === 'test') beginTry(test);
    }

    override onAfterTryTask(test: RunnerTestCase): void | Promise<void> {
      super.onAfterTryTask(test);
      if (test.type === 'test') return endTry(test, projectName(this.config));
    }

    override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
      await super.onAfterRunSuite(suite);
      if (suite.file === suite) await endFile(suite.file);
    }
  } as unknown as Base;
}

expect.extend(matchers);

const runner: Runner = withBenchgate(TestRunner);
export default runner;
