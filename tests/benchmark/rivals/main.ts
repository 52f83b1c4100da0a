/** `node main.ts '<JSON of comparisons>'` prints the JSON of their costs, in order. */
import { measureCosts, type Comparison, type Costs } from './measure.ts';

const costs: Costs[] = [];
for (const comparison of JSON.parse(process.argv[2]!) as Comparison[]) costs.push(await measureCosts(comparison));
process.stdout.write(JSON.stringify(costs));
// Pools may keep handles of their own; everything is measured by now.
process.exit(0);
