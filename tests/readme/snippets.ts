/** Makes a file to compile of the bits of code that README's sentences hold. */

/** What the bits of code speak of. */
const head = `
import { expect, test, TestRunner } from 'vitest';
import * as engine from 'benchgate';
import { calibrateCosts, createPriority, runScaling, runScheduler, runStress, simulate, targets } from 'benchgate';
import type { ExecutorOption, Rate, Result, ScalingResults, SchedulerOptions, SchedulerSubject, Strategy } from 'benchgate';
import type { SimulatorOption, StressOptions, SubjectTask, TaskDuration, TaskOption } from 'benchgate';
import { withBenchgate } from 'benchgate/runner';
import { runTask } from 'benchgate/task';

declare const [patience, workers, depth]: number[] & [number, number, number];
declare const myStrategy: Strategy;
declare const subject: Required<SchedulerSubject>;
declare const task: SubjectTask;
class MyRunner extends TestRunner {}
const tasks: TaskOption[] = [];
const durations: TaskDuration[] = [];
const options: SchedulerOptions[] = [];
const executors: ExecutorOption[] = [];
const simulators: SimulatorOption[] = [];
const loads: StressOptions[] = [];
declare const results: ScalingResults;
declare const [from, to]: [Rate, Rate];
`;

/** By what a bit of code looks like: the statement that it belongs into. */
const forms: readonly (readonly [RegExp, (code: string) => string])[] = [
  [/^\{ type: 'simulator'/, (code) => `executors.push(${code});`],
  [/^\{ (?:type|file):/, (code) => `tasks.push(${code});`],
  [/^\{ distribution:/, (code) => `durations.push(${code});`],
  [/^executor: /, (code) => `options.push({ ${code} });`],
  [/^\{ rate:/, (code) => `options.push({ arrivals: ${code} });`],
  [/^(?:costs: |faults: \{ crashEvery:)/, (code) => `simulators.push({ type: 'simulator', ${code} });`],
  [/^rate: /, (code) => `loads.push({ ${code} });`],
  [/^\[\{ duration:/, (code) => `loads.push({ stages: ${code.replace(', …', '')} });`],
  [/^\{ throw:/, (code) => `loads.push({ faults: ${code} });`],
  [/^\{ targets:/, (code) => `loads.push({ findLimit: ${code} });`],
  [/^results\.\w+$/, (code) => `void ${code};`],
  [/^\{ speeds:/, (code) => `options.push({ workers: ${code} });`],
  [/^priority: /, (code) => `tasks.push({ type: 'noop', ${code} });`],
  [/^strategy: /, (code) => `options.push({ ${code} });`],
  [/^(?:submit|open|close)\(.*\)$/, (code) => `void subject.${code};`],
  [/^task\.\w+(?:\(\))?$/, (code) => `void ${code};`],
  [/^(?:createPriority|expect)\(.*\)/, (code) => `void ${code.replace('…', 'targets.pool')};`],
  [/^export default (?:withBenchgate\(.*\))$/, (code) => `void ${code.slice('export default '.length)};`],
  [/^await bench\./, (code) => `${code};`],
  [/^bench(?:\.\w+)?(?:\(\))?$/, (code) => `void ${code.replace('()', '')};`],
  [
    /^(?:run(?:Scheduler|Scaling|Stress|Task)|simulate|calibrateCosts|targets(?:\.\w+)?|test|expect(?:\.soft)?|JSON\.parse)$/,
    (code) => `void ${code};`,
  ],
  [/^\.not$/, (code) => `void expect(result)${code};`],
  [/^[A-Z][a-z]+$/, (code) => `void ({} as { it?: engine.${code} });`],
];

/** The statement that a bit of code belongs into; undefined where it is no TypeScript. */
export function statementOf(code: string): string | undefined {
  return forms.find(([form]) => form.test(code))?.[1](code);
}

/** A bench file with all bits of code that are TypeScript, and with slips that the types have to refuse. */
export function snippets(code: readonly string[]): string {
  const statements = code.flatMap((one) => statementOf(one) ?? []);
  return `${head}
test('snippets', async ({ bench }) => {
  const result = await bench.scheduler();
  const own: Result = result;
  void own;
  ${[...new Set(statements)].join('\n  ')}
  // @ts-expect-error no such metric
  expect(result).toMeetTarget('thruput', '> 1 tasks/s');
  // @ts-expect-error no such unit
  expect(result).toMeetTarget('throughput', '> 1 task/s');
  // @ts-expect-error no such option
  await bench.scheduler({ workrs: 4 });
  // @ts-expect-error no such option
  await bench.scaling({ round: 4 });
  // @ts-expect-error no such scenario
  await bench.stress({ scenario: 'bursts' });
});
`;
}
