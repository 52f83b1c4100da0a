/**
 * Vitest's provider of plain `bench()`: tinybench as Vitest itself runs it, with one addition. The samples are also kept
 * in the order in which they were taken, so that each tenth of them is a repetition that a baseline can be judged by.
 */
import { Bench, type Task } from 'tinybench';
import type { BenchmarkGroup, BenchmarkProvider, BenchResult } from 'vitest';
import { plainResult } from './plain-result.ts';
import { SampleRecorder } from './sample-recorder.ts';
import { record } from './session.ts';
import { callOf } from './site.ts';

const provider: BenchmarkProvider = {
  async run({ test, config, registrations, options }: BenchmarkGroup): Promise<BenchResult[]> {
    const recorder = new SampleRecorder();
    // As in Vitest: benchmarks are timed by the real clock, whatever the options or fake timers say.
    const { now: _now, timestampProvider: _timestampProvider, ...chosen } = options ?? {};
    const tinybench = new Bench({
      signal: test.context.signal,
      name: test.fullTestName,
      ...chosen,
      retainSamples: true,
      timestampProvider: recorder.timestamps,
    });
    for (const { name, fn, fnOpts } of registrations) {
      tinybench.add(name, fn, fnOpts);
      recorder.follow(tinybench.getTask(name)!);
    }

    await tinybench.run();

    const results = completed(tinybench.tasks);
    const retain = options?.retainSamples ?? config.retainSamples;
    for (const result of results) {
      await record({
        test,
        project: config.projectName,
        result: plainResult(result, recorder.samplesOf(result.name), isAsync(registrations, result.name)),
        site: callOf(test, result.name),
        repeatable: true,
      });
    }
    return retain ? results : results.map(withoutSamples);
  },
};
export default provider;

/** As far as it can be seen without calling it: a function that answers a promise without being declared async says so by its option. */
function isAsync(registrations: BenchmarkGroup['registrations'], name: string): boolean {
  const registration = registrations.find((candidate) => candidate.name === name);
  return registration?.fnOpts?.async ?? registration?.fn.constructor.name === 'AsyncFunction';
}

/** @throws what a benchmark threw; an AggregateError when several did */
function completed(tasks: readonly Task[]): BenchResult[] {
  const errors: unknown[] = [];
  const results: BenchResult[] = [];
  for (const { name, result } of tasks) {
    if (result.state === 'completed') results.push({ ...result, name });
    else errors.push('error' in result ? result.error : new Error(`The benchmark "${name}" was ${result.state}.`));
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, 'Some benchmarks failed');
  return results;
}

/** Samples are many: unless the user wants them they do not travel to the main process. */
function withoutSamples(result: BenchResult): BenchResult {
  return {
    ...result,
    latency: { ...result.latency, samples: undefined },
    throughput: { ...result.throughput, samples: undefined },
  };
}
