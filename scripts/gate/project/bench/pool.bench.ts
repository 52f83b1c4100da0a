// oxlint-disable vitest/expect-expect -- a benchmark may just measure
import { test } from 'vitest';
import { openSubject } from '../src/pool.ts';
import { note } from './note.ts';

test('pool', async ({ bench }) => {
  const subject = openSubject();
  note(await bench('pool', () => subject.call()).run({ retainSamples: true }));
  await subject.close();
});
