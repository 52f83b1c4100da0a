// oxlint-disable vitest/expect-expect -- a benchmark may just measure
import { test } from 'vitest';
import { openSubject } from '../src/round-trip.ts';
import { note } from './note.ts';

test('round trip', async ({ bench }) => {
  const subject = openSubject();
  note(await bench('round trip', () => subject.call()).run({ retainSamples: true }));
  await subject.close();
});
