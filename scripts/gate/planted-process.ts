/**
 * A process that measures two copies of a trial project's module in turns, and prints ln(second ÷ first). It has nothing of
 * the gate's, so that what was really planted is known from elsewhere:
 *
 *     node planted-process.ts first-folder second-folder module
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median, quantile } from '../../src/statistics/quantiles.ts';
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

const times: [number[], number[]] = [[], []];
for (let block = 0; block < plan.blocks; block++) {
  const order = Math.random() < 0.5 ? ([0, 1] as const) : ([1, 0] as const);
  for (const at of order) times[at].push(await time(at === 0 ? one : other, calls));
}
console.log(one.call() instanceof Promise ? ofThreads(times) : ofNeighbours(times));

/** Of blocks that follow each other: what the machine does meanwhile is the same for both. */
function ofNeighbours([before, after]: typeof times): number {
  return median(before.map((took, block) => Math.log(after[block]! / took)));
}

/** Threads land on other cores from block to block: of the undisturbed ones. */
function ofThreads([before, after]: typeof times): number {
  return Math.log(levelOf(after) / levelOf(before));
}

function levelOf(side: readonly number[]): number {
  const sorted = side.toSorted((a, b) => a - b);
  return quantile(sorted, 0.1);
}

await Promise.all(opened.map((subject) => subject.close()));
