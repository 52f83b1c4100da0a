// oxlint-disable vitest/expect-expect -- a benchmark may just measure
import { test } from 'vitest';
import { openSubject } from '../src/allocation.ts';
import { note } from './note.ts';

test('allocation', async ({ bench }) => {
  const subject = openSubject();
  note(await bench('allocation', () => subject.call()).run({ retainSamples: true }));
  await subject.close();
});
