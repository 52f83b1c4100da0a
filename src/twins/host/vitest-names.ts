/**
 * What the module exports that stands in for `vitest` in a measuring process: everything that Vitest exports at runtime, and
 * what older versions and its globals have besides. A name that is not recorded there is undefined.
 */
export const vitestNames: readonly string[] = [
  'test',
  'it',
  'describe',
  'suite',
  'bench',
  'beforeAll',
  'afterAll',
  'beforeEach',
  'afterEach',
  'aroundAll',
  'aroundEach',
  'onTestFinished',
  'onTestFailed',
  'expect',
  'createExpect',
  'assert',
  'assertType',
  'expectTypeOf',
  'should',
  'chai',
  'vi',
  'vitest',
  'inject',
  'recordArtifact',
  'Snapshots',
  'EvaluatedModules',
  'TestRunner',
];
