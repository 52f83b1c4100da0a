/** Simulates once; JSON in (`Batch`) and out: the largest resident set of this process in B, the load included. */
import { simulate } from '../../../src/executors/simulator/simulate.ts';
import { strategies } from '../../../src/schedulers/strategies.ts';
import { type Batch, loadOf, speedsOf } from './batch.ts';

const batch = JSON.parse(process.argv[2]!) as Batch;
const simulated = simulate({
  strategy: strategies[batch.strategy],
  speeds: speedsOf(batch),
  load: loadOf(batch),
});
if (simulated.completed !== batch.tasks) throw new Error(`Only ${simulated.completed} tasks were completed.`);
process.stdout.write(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 }));
