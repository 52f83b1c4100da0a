// oxlint-disable vitest/expect-expect -- a benchmark may just measure
import { test } from 'vitest';
import { openSubject } from '../src/round-trip.ts';
import { note } from './note.ts';

test('pinned round trip', async ({ bench }) => {
  bench.gate({ pin: true });
  const subject = openSubject();
  note(await bench('pinned round trip', () => subject.call()).run({ retainSamples: true }));
  await subject.close();
});
