/** One side's bench file: loaded, with all that it registered. */
import { pathToFileURL } from 'node:url';
import type { Side as SideName } from '../protocol.ts';
import { createSilent, createSilentExpect, silentShould } from './doubles/silent.ts';
import { createVi } from './doubles/vi.ts';
import { FixtureSet } from './fixtures/fixture-set.ts';
import { FixtureValues } from './fixtures/fixture-values.ts';
import type { Callable } from './record/callable.ts';
import { Collector } from './record/collector.ts';
import { createHookApi } from './record/hook-api.ts';
import { createSuiteApi } from './record/suite-api.ts';
import { createTestApi } from './record/test-api.ts';
import { SuiteHooks } from './run/suite-hooks.ts';
import type { TestRun } from './run/test-run.ts';
import type { OwnGlobals } from './own-globals.ts';
import { offerApi, type TwinApi } from './twin-api.ts';
import { vitestNames } from './vitest-names.ts';

/** A loaded side. */
export class Side {
  readonly name: SideName;
  readonly collector: Collector = new Collector();
  readonly api: TwinApi;
  /** Fixtures that live as long as the file. */
  readonly fileFixtures: FixtureValues = new FixtureValues({});
  readonly suites: SuiteHooks = new SuiteHooks(this.fileFixtures);
  /** The test that runs now. */
  running: TestRun | undefined;
  readonly #test: unknown;
  readonly #own: OwnGlobals;
  readonly #globals: Readonly<Record<string, unknown>> | undefined;

  /**
   * @param provided what `inject` answers
   * @param hasGlobals whether the names are to be globals as well
   * @param own what both sides keep on `globalThis`
   */
  constructor(name: SideName, provided: Readonly<Record<string, unknown>>, hasGlobals: boolean, own: OwnGlobals) {
    this.name = name;
    this.#own = own;
    const inject = (key: string): unknown => provided[key];
    const suite = createSuiteApi(this.collector);
    const test = createTestApi(this.collector, suite, new FixtureSet(inject));
    const silent = createSilent();
    const expect = createSilentExpect();
    const vi = createVi();
    this.#test = test;
    this.api = {
      test,
      it: test,
      describe: suite,
      suite,
      ...createHookApi(this.collector, undefined),
      onTestFinished: (fn: Callable) => this.running?.onFinished(fn),
      onTestFailed: (fn: Callable) => this.running?.onFailed(fn),
      expect,
      createExpect: () => expect,
      assert: silent,
      assertType: silent,
      expectTypeOf: silent,
      should: silentShould,
      chai: silent,
      vi,
      vitest: vi,
      inject,
      recordArtifact: async () => undefined,
    };
    this.#globals = hasGlobals
      ? Object.fromEntries(vitestNames.flatMap((key) => (this.api[key] === undefined ? [] : [[key, this.api[key]]])))
      : undefined;
  }

  /** Makes this side's names the ones that code finds: before any of its code runs. */
  enter(): void {
    this.#own.enter(this.name);
    offerApi(this.api);
    if (this.#globals !== undefined) Object.assign(globalThis, this.#globals);
  }

  /** After code of this side has run: what it put on `globalThis` is its own. */
  note(): void {
    this.#own.note();
  }

  /** Imports the module and registers its tests. */
  async load(module: string): Promise<void> {
    this.enter();
    await import(pathToFileURL(module).href);
    this.enter();
    await this.collector.collect(this.#test);
    this.note();
  }

  /** Ends what lives as long as the file. */
  async end(): Promise<void> {
    this.enter();
    await this.suites.end();
    await this.fileFixtures.end();
  }
}
