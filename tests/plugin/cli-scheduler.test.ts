import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSchedulerFlags } from '../../plugin/node/cli/scheduler.ts';
import { strategyNames } from '../../src/index.ts';
import type { ReportDocument } from '../../src/reports/json.ts';
import { benchgate, scratchProject } from './cli-process.ts';

const quick = ['scheduler', '--workers', '2', '--tasks', '20', '--repetitions', '3', '--warm-up', '1'];

let folder: string;

beforeAll(async () => {
  folder = await scratchProject({ 'task.mjs': 'export function work() { return 42; }\n' });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('benchgate scheduler', () => {
  test('prints JSON and nothing else, with a result of each strategy', async () => {
    const { code, stdout } = await benchgate([...quick, '--strategy', 'all', '--json']);
    expect(code).toBe(0);
    const { results, environment } = JSON.parse(stdout) as ReportDocument;
    expect(results.map(({ name }) => name).toSorted()).toEqual(strategyNames.toSorted());
    for (const { metrics, parameters } of results) {
      expect(metrics['throughput']?.repetitions.median).toHaveLength(3);
      expect(parameters).toMatchObject({ tasks: 20, workers: 2 });
    }
    expect(environment?.node).toBe(Number.parseInt(process.versions.node, 10));
  });

  test('prints a ranking without colours to a file, and the JSON beside it', async () => {
    const file = join(folder, 'results.json');
    const { code, stdout } = await benchgate([...quick, '--strategy', 'fifo,round-robin', '--json', file]);
    expect(code).toBe(0);
    const [titles, , ...rows] = stdout.slice(stdout.indexOf('rank')).split('\n');
    expect(titles).toMatch(/rank +name +throughput/);
    const names = rows.slice(0, 2).map((row) => row.trim().split(/\s+/)[1]);
    expect(new Set(names)).toEqual(new Set(['fifo', 'round-robin']));
    expect(stdout).not.toContain('\u001B[');
    const { results } = JSON.parse(await readFile(file, 'utf8')) as ReportDocument;
    expect(results).toHaveLength(2);
  });

  test('simulates', async () => {
    const words = ['scheduler', '--executor', 'simulator', '--workers', '1000', '--task', 'sleep:10ms', '--json'];
    const { code, stdout } = await benchgate([...words, '--tasks', '2000']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as ReportDocument).results[0]?.metrics['makespan']?.summary.median).toBe(2 * 10e6);
  });

  test("runs a function of the user's", async () => {
    const { code, stdout } = await benchgate([...quick, '--task', './task.mjs#work', '--json'], { cwd: folder });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as ReportDocument).results[0]?.metrics['failures']?.summary.max).toBe(0);
  });

  test('Ctrl-C ends it with code 130 and nothing on stdout', async () => {
    const words = ['scheduler', '--workers', '2', '--task', 'sleep:50ms', '--tasks', '100000', '--json'];
    const { code, stdout, stderr } = await benchgate(words, {
      interruptAt: { text: 'warm-up', signal: 'SIGINT' },
    });
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).not.toContain('    at ');
  });
});

describe('what the user wrote wrong ends with code 2, and says how to mend it', () => {
  test.concurrent.each([
    { words: ['--taks', '10'], says: 'Did you mean "--tasks"?' },
    { words: ['--tasks', '-1'], says: 'tasks: -1' },
    { words: ['--warm-up'], says: 'value is missing' },
    { words: ['--strategy', 'fivo'], says: 'Did you mean "fifo"?' },
    { words: ['--executor', 'thread'], says: 'Did you mean "threads"?' },
    { words: ['--task', './missing.ts#work'], says: 'missing.ts' },
    { words: ['--json', 'no-such-folder/file.json'], says: 'cannot be written' },
    { words: ['--tasks', '10', 'word'], says: 'word' },
  ])('$words', async ({ words, says }) => {
    const { code, stdout, stderr } = await benchgate(['scheduler', ...words]);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test.each([
    [{ tasks: 'many' }, '--tasks: "many" is not a number.'],
    [{ speeds: '1,,2' }, '--speeds: "" is not a number.'],
    [{ tasks: [1, 2] }, 'more than once'],
    [{ seed: true }, 'has no value'],
    [{ task: 'sleep' }, '--task: sleep needs a duration: sleep:10ms.'],
    [{ task: 'cpu' }, '--task: cpu needs a duration: cpu:2ms.'],
    [{ task: 'slep:5ms' }, 'Did you mean "sleep"?'],
    [{ speeds: '1,2', workers: 3 }, 'Leave --workers out'],
  ])('%j', (flags, says) => {
    expect(() => readSchedulerFlags(flags)).toThrow(says);
  });
});

describe('flags as options of the scenario', () => {
  test.each([
    [
      { tasks: 10, strategy: 'all' },
      { tasks: 10, strategy: 'all', task: { type: 'noop' } },
    ],
    [{ strategy: 'fifo, adaptive' }, { strategy: ['fifo', 'adaptive'], task: { type: 'noop' } }],
    [{ priority: 3 }, { task: { type: 'noop', priority: 3 } }],
    [
      { priority: '0,1,2', task: 'cpu:2ms' },
      { task: { type: 'cpu', duration: '2ms', priority: { levels: [0, 1, 2] } } },
    ],
    [{ speeds: '1,0.5' }, { workers: { speeds: [1, 0.5] }, task: { type: 'noop' } }],
    [{ task: './a#b/task.ts' }, { task: { file: './a#b/task.ts' } }],
    [{ task: './task.ts#work' }, { task: { file: './task.ts', export: 'work' } }],
    [
      { timeout: '30s', warmUp: 0, maxQueue: 5 },
      { timeout: '30s', warmUp: 0, maxQueue: 5, task: { type: 'noop' } },
    ],
  ])('%j', (flags, options) => {
    expect(readSchedulerFlags(flags)).toEqual(options);
  });
});
