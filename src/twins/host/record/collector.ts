import { type Callable, isThenable } from './callable.ts';
import { createSuite, fullNameIn, type HookName, type SuiteNode, type TestNode } from './task-tree.ts';

/** What is registered of a test. */
type NewTest = Pick<TestNode, 'name' | 'isSkipped' | 'body' | 'source' | 'fixtures'>;

/** Collects what one side registers. */
export class Collector {
  /** The file. */
  readonly root: SuiteNode = createSuite({ name: '', parent: undefined, isSkipped: false, factory: undefined });
  #current: SuiteNode = this.root;

  /** The suite whose content is being registered. */
  get suite(): SuiteNode {
    return this.#current;
  }

  addTest(test: NewTest): void {
    const suite = this.#current;
    suite.children.push({ type: 'test', ...test, suite, fullTestName: fullNameIn(suite, test.name) });
  }

  addSuite(about: Pick<SuiteNode, 'name' | 'factory' | 'isSkipped'>): void {
    this.#current.children.push(createSuite({ ...about, parent: this.#current }));
  }

  addHook(name: HookName, fn: Callable, fixtures: SuiteNode['hooks'][HookName][number]['fixtures']): void {
    this.#current.hooks[name].push({ fn, fixtures });
  }

  /** Registers what is inside of the suites, from the outside to the inside. */
  async collect(test: unknown): Promise<void> {
    await this.#enter(this.root, test);
    this.#current = this.root;
  }

  async #enter(suite: SuiteNode, test: unknown): Promise<void> {
    this.#current = suite;
    const registered = suite.factory?.(test);
    // Nothing else may run in between, or two sides of a synchronous file would be collected differently.
    if (isThenable(registered)) await registered;
    for (const child of suite.children) if (child.type === 'suite') await this.#enter(child, test);
  }

  /** All tests in their order. */
  get tests(): readonly TestNode[] {
    return testsOf(this.root);
  }

  /** The first test of a name that is not skipped; else the first of the name. */
  find(fullTestName: string): TestNode | undefined {
    const named = this.tests.filter((test) => test.fullTestName === fullTestName);
    return named.find((test) => !isSkipped(test)) ?? named[0];
  }
}

function testsOf(suite: SuiteNode): readonly TestNode[] {
  return suite.children.flatMap((child) => (child.type === 'test' ? child : testsOf(child)));
}

/** Whether a test is not to be run, by its own word or that of a suite around it. */
export function isSkipped(test: TestNode): boolean {
  if (test.isSkipped || test.body === undefined) return true;
  for (let suite: SuiteNode | undefined = test.suite; suite !== undefined; suite = suite.parent) {
    if (suite.isSkipped) return true;
  }
  return false;
}
