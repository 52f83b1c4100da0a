// oxlint-disable vitest/expect-expect -- a benchmark may just measure
import { test } from 'vitest';
import { openSubject } from '../src/function.ts';
import { note } from './note.ts';

test('function', async ({ bench }) => {
  const subject = openSubject();
  note(await bench('function', () => subject.call()).run({ retainSamples: true }));
  await subject.close();
});
