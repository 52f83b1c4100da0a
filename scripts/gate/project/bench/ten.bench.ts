// oxlint-disable vitest/expect-expect -- a benchmark may just measure
/** What a benchmark costs that is one of ten in its file. */
import { test } from 'vitest';
import { openSubject as openAllocation } from '../src/allocation.ts';
import { openSubject as openFunction } from '../src/function.ts';
import { note } from './note.ts';

for (let number = 1; number <= 5; number++) {
  test(`function ${number}`, async ({ bench }) => {
    const subject = openFunction();
    note(await bench(`function ${number}`, () => subject.call()).run({ retainSamples: true }));
  });
  test(`allocation ${number}`, async ({ bench }) => {
    const subject = openAllocation();
    note(await bench(`allocation ${number}`, () => subject.call()).run({ retainSamples: true }));
  });
}
