/** What a side has registered: suites, their tests and hooks. */
import type { FixtureSet } from '../fixtures/fixture-set.ts';
import type { Callable } from './callable.ts';

/** Hooks by the names that Vitest gives them. */
export type HookName = 'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach' | 'aroundAll' | 'aroundEach';

/** All hooks of a suite. */
export const hookNames: readonly HookName[] = [
  'beforeAll',
  'afterAll',
  'beforeEach',
  'afterEach',
  'aroundAll',
  'aroundEach',
];

/** A hook; those of `test.beforeAll` and its like see the fixtures of that `test`. */
export interface Hook {
  readonly fn: Callable;
  readonly fixtures: FixtureSet | undefined;
}

/** A suite, or the file itself where there is no parent. */
export interface SuiteNode {
  readonly type: 'suite';
  readonly name: string;
  /** Undefined of the file. */
  readonly fullTestName: string | undefined;
  readonly parent: SuiteNode | undefined;
  readonly isSkipped: boolean;
  /** Registers what is inside; called after the whole file has been loaded, as Vitest does. */
  readonly factory: Callable | undefined;
  readonly children: (SuiteNode | TestNode)[];
  readonly hooks: Readonly<Record<HookName, Hook[]>>;
}

/** A test. */
export interface TestNode {
  readonly type: 'test';
  readonly name: string;
  readonly fullTestName: string;
  readonly suite: SuiteNode;
  readonly isSkipped: boolean;
  /** Called with the test's context. */
  readonly body: Callable | undefined;
  /** Whose parameters tell which fixtures the body uses, and which of them is the context. */
  readonly source: { readonly fn: Callable; readonly index: number } | undefined;
  readonly fixtures: FixtureSet;
}

/** A suite without content. */
export function createSuite(about: {
  readonly name: string;
  readonly parent: SuiteNode | undefined;
  readonly isSkipped: boolean;
  readonly factory: Callable | undefined;
}): SuiteNode {
  const hooks = Object.fromEntries(hookNames.map((name) => [name, []])) as unknown as SuiteNode['hooks'];
  const fullTestName = about.parent === undefined ? undefined : fullNameIn(about.parent, about.name);
  return { type: 'suite', ...about, fullTestName, children: [], hooks };
}

/** The name of a suite or test with those of the suites around it. */
export function fullNameIn(suite: SuiteNode, name: string): string {
  return suite.fullTestName === undefined ? name : `${suite.fullTestName} > ${name}`;
}

/** A suite and those around it, the file first. */
export function pathTo(suite: SuiteNode): readonly SuiteNode[] {
  return suite.parent === undefined ? [suite] : [...pathTo(suite.parent), suite];
}
