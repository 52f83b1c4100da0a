/**
 * A process that measures two copies of a trial project's module in turns, and prints ln(second ÷ first). It has nothing of
 * the gate's, so that what was really planted is known from elsewhere:
 *
 *     node planted-process.ts first-folder second-folder module
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from '../../src/statistics/quantiles.ts';
import type { Subject } from './project/src/subject.ts';

/** In ms; blocks of each side. */
const plan = { warmup: 400, block: 2, blocks: 150 };

interface SubjectModule {
  openSubject(): Subject;
}

const [first = '', second = '', module = ''] = process.argv.slice(2);

async function open(folder: string): Promise<Subject> {
  const url = pathToFileURL(join(folder, `${module}.ts`)).href;
  return ((await import(url)) as SubjectModule).openSubject();
}

/** In ms. */
async function time(subject: Subject, calls: number): Promise<number> {
  const begun = performance.now();
  for (let at = 0; at < calls; at++) {
    const answer = subject.call();
    if (answer instanceof Promise) await answer;
  }
  return performance.now() - begun;
}

const swapped = Math.random() < 0.5;
const opened = [await open(swapped ? second : first), await open(swapped ? first : second)] as const;
const [one, other] = swapped ? [opened[1], opened[0]] : opened;

const spent = [0, 0];
let calls = 1;
while (Math.min(...spent) < plan.warmup) {
  for (const [at, subject] of [one, other].entries()) {
    const took = await time(subject, calls);
    spent[at]! += took;
    if (took < plan.block) calls = Math.ceil(calls * Math.min(2, (1.1 * plan.block) / Math.max(took, 0.01)));
  }
}

const ratios: number[] = [];
for (let block = 0; block < plan.blocks; block++) {
  const order = Math.random() < 0.5 ? [0, 1] : [1, 0];
  const times = [0, 0];
  for (const at of order) times[at] = await time(at === 0 ? one : other, calls);
  ratios.push(Math.log(times[1]! / times[0]!));
}
// Of neighbours: what the machine does meanwhile is the same for both.
console.log(median(ratios));
await Promise.all(opened.map((subject) => subject.close()));
