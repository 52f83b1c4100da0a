/** A process that adds entries to a baseline file: `node writer.ts FILE NAME ROUNDS`. */
import { mergeBaseline } from '../../../src/baseline/merge.ts';
import { storeResult } from '../../../src/baseline/store-result.ts';
import { updateBaselineFile } from '../../../src/baseline/write.ts';
import { around, environment, measured, measurement } from './samples.ts';

const [file, name, rounds] = process.argv.slice(2) as [string, string, string];
const looping = Number(rounds) > 1000;

for (let round = 0; round < Number(rounds); round++) {
  const result = storeResult(measured({ latency: measurement(around(1000 * 3 ** (round % 5))) }), {
    commit: String(round),
    dirty: false,
    environment,
  });
  // In an endless loop the file is rewritten instead of growing.
  const keys = looping ? [`${name} > r`] : [`${name} > r`, `${name} ${round} > r`];
  await updateBaselineFile(file, (old) => mergeBaseline(old, new Map(keys.map((key) => [key, result])), false));
  if (round === 0) process.send?.('written');
}
process.disconnect?.();
