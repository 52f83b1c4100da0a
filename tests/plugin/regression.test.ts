/** The main job: a benchmark that got slower fails its test, wherever somebody looks. */
import { expect, test } from 'vitest';
import { header, recordedFile, storedCost } from './bench-source.ts';
import { createProject } from './project.ts';

/** A CPU-bound function of some 50 µs, warm before it is measured: V8's tiers would else shift it inside a run. */
const work = (factor: number): string => `${header}
test('work', async ({ bench }) => {
  await bench('cpu', spin(${factor * 50_000})).run({ time: 300, warmupTime: 100 });
});
`;

// A shared machine can halve its speed for the length of a run, which hides a factor of two: hence a second try.
test('a planted twofold slowdown fails, unchanged code passes', { retry: 1, timeout: 180_000 }, async () => {
  using project = createProject({ 'a.bench.ts': work(1) });
  const saved = await project.vitest(['--', '--save=baseline']);
  expect(saved.code).toBe(0);

  const unchanged = await project.vitest([]);
  expect(unchanged.text).toMatch(/ 0 slower; /);
  expect(unchanged.code).toBe(0);

  project.write({ 'a.bench.ts': work(2) });
  const slower = await project.vitest([]);
  expect(slower.text).toContain('GateError: cpu: latency got worse by ');
  expect(slower.text).toContain('❯ a.bench.ts:6:');
  expect(slower.text).toMatch(/ 1 slower; /);
  expect(slower.code).toBe(1);
});

test('every reporter shows it, at the line of the call', { timeout: 180_000 }, async () => {
  using project = createProject({ 'a.bench.ts': recordedFile({ one: 100 }) });
  await project.vitest(['-u']);
  project.write({ 'a.bench.ts': recordedFile({ one: 250 }) });
  const message = 'cost: cost got worse by 150 % against the baseline "baseline"';
  const failed = async (...words: readonly string[]): Promise<string> => {
    const { code, text } = await project.vitest(words);
    expect(code).toBe(1);
    return text;
  };

  const files = ['--reporter=json', '--reporter=junit', '--outputFile.json=out.json', '--outputFile.junit=out.xml'];
  for (const reporters of [['default', ...files], ['verbose'], ['dot']]) {
    const text = await failed(...reporters.map((one) => (one.startsWith('-') ? one : `--reporter=${one}`)));
    expect.soft(text, reporters[0]).toContain(message);
    expect.soft(text, reporters[0]).toContain('❯ a.bench.ts:5:15');
    expect.soft(text, reporters[0]).toMatch(/slower +cost +100 ns +→ +251 ns/);
    expect.soft(text, reporters[0]).toContain('accept it with "vitest bench -u"');
    expect.soft(text, reporters[0]).not.toMatch(/❯ .*plugin\/worker/);
  }
  const escaped = message.replaceAll('"', String.raw`\"`);
  expect(project.read('out.json')).toContain(escaped);
  expect(project.read('out.json')).toMatch(/a\.bench\.ts:5:15/);
  expect(project.read('out.xml')).toContain('cost: cost got worse by 150 % against the baseline');
  expect(project.read('out.xml')).toMatch(/a\.bench\.ts:5:15/);

  const github = await failed('--reporter=github-actions');
  expect(github).toMatch(
    /::error file=.*a\.bench\.ts,title=.*,line=5,column=15::GateError: cost: cost got worse by 150 %25/,
  );

  const tap = await project.vitest(['--reporter=tap']);
  expect(tap.code).toBe(1);
  expect(tap.output).toMatch(/not ok 1 - one/);
  expect(tap.output).toContain(escaped);
  expect(tap.output).toMatch(/at: ".*a\.bench\.ts:5:15"/);
  // Programs read this report on standard output: what people read goes elsewhere.
  expect(tap.output).toMatch(/^\s*TAP version/);
  expect(tap.output).not.toContain('benchgate:');
  expect(tap.errors).toContain('1 slower');

  const updated = await project.vitest(['-u']);
  expect(updated.text).toContain('1 slower');
  expect(updated.text).toContain('saved 1 result as baseline "baseline" (1 file written)');
  expect(updated.code).toBe(0);
  expect(storedCost(project, 'a.bench.ts', 'one')).toBe(250);
  const after = await project.vitest([]);
  expect(after.text).toContain('1 same');
  expect(after.code).toBe(0);
});
