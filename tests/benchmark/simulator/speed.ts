/** Times simulations beside the yardstick, in turns; JSON in (`Batch` and `rounds`) and out: ns per task. */
import { simulate } from '../../../src/executors/simulator/simulate.ts';
import { strategies } from '../../../src/schedulers/strategies.ts';
import { type Batch, loadOf, speedsOf } from './batch.ts';
import { runHeap } from './typed-heap.ts';

const batch = JSON.parse(process.argv[2]!) as Batch & { readonly rounds: number };
const load = loadOf(batch);
const speeds = speedsOf(batch);
const strategy = strategies[batch.strategy];

function runSimulation(): void {
  const { completed } = simulate({ strategy, speeds, load });
  if (completed !== batch.tasks) throw new Error(`Only ${completed} tasks were completed.`);
}

function runYardstick(): void {
  runHeap(batch.workers, load.service);
}

function timed(run: () => void): number {
  const began = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - began) / batch.tasks;
}

const simulated: number[] = [];
const heap: number[] = [];
// The first round warms up.
for (let round = 0; round <= batch.rounds; round += 1) {
  const inTurn = [() => simulated.push(timed(runSimulation)), () => heap.push(timed(runYardstick))];
  for (const run of round % 2 === 0 ? inTurn : inTurn.toReversed()) run();
}
process.stdout.write(JSON.stringify({ simulated: simulated.slice(1), heap: heap.slice(1) }));
