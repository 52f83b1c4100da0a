/**
 * The gate on this repository itself, in a clone: unchanged code ends with 0 as often as asked, and a slowdown that is planted
 * in its own code ends with 1, named with its size and interval at the line of the benchmark.
 *
 * node scripts/gate/own-slowdown.ts [--times N] [filters of bench files …]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, stripVTControlCharacters } from 'node:util';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  options: { times: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const times = Number(values.times);
if (!Number.isInteger(times) || times < 1) throw new Error(`--times ${values.times} is no whole number from 1 on.`);

/** A copy of every task that is queued: a few nanoseconds for each decision of the strategy. */
const plant = { file: 'src/schedulers/fifo.ts', from: 'push(0, task)', to: 'push(0, { ...task })' };

const clone = mkdtempSync(join(tmpdir(), 'benchgate-own-'));
let running: ChildProcess | undefined;
process.once('exit', () => rmSync(clone, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // The shell with all that it started.
    if (running?.pid !== undefined) process.kill(-running.pid, signal);
    process.exit(1);
  });
}

await succeed(`git clone --quiet ${JSON.stringify(repository)} .`);
await succeed('git config user.name benchgate && git config user.email benchgate@example.org');
await succeed('npm ci');
await succeed(bench('--save=baseline'));
await succeed('git add -A && git commit --quiet --allow-empty --message "A baseline"');

const failures: string[] = [];
for (let time = 1; time <= times; time++) {
  const { code, text, seconds } = await run(bench('--compare=baseline'));
  report(`unchanged ${time}`, code, seconds, text);
  if (code !== 0) failures.push(`Unchanged code ended with ${code}:\n${text}`);
}

const path = join(clone, plant.file);
const source = readFileSync(path, 'utf8');
if (!source.includes(plant.from)) throw new Error(`${plant.file} has no ${plant.from} any more: plant something else.`);
writeFileSync(path, source.replace(plant.from, plant.to));
const planted = await run(bench('--compare=baseline'));
report('planted', planted.code, planted.seconds, planted.text);
const wanted = [
  /fifo: (?:latency|throughput) got worse by \d+ %/,
  /slower +latency .*\[[+-][\d.]+ %, [+-][\d.]+ %\]/,
  /kernels\.bench\.ts:\d+:\d+/,
];
for (const pattern of wanted) {
  if (!pattern.test(planted.text))
    failures.push(`The planted slowdown's output lacks ${pattern.source}:\n${planted.text}`);
}
if (planted.code !== 1) failures.push(`The planted slowdown ended with ${planted.code}.`);

for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;

function bench(flag: string): string {
  return `npx vitest bench --run ${flag} ${positionals.map((word) => JSON.stringify(word)).join(' ')}`;
}

interface Ran {
  readonly code: number | null;
  readonly text: string;
  readonly seconds: number;
}

async function run(command: string): Promise<Ran> {
  const begun = performance.now();
  // As a user's terminal: nothing of the npm around this script.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_|NODE_OPTIONS$|VITEST|BENCHGATE_|GITHUB_)/.test(name)),
  );
  const child = spawn(command, { cwd: clone, shell: true, detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => parts.push(part));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  running = undefined;
  return { code, text: stripVTControlCharacters(parts.join('')), seconds: (performance.now() - begun) / 1000 };
}

async function succeed(command: string): Promise<void> {
  const { code, text } = await run(command);
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${text}`);
}

function report(what: string, code: number | null, seconds: number, text: string): void {
  const last = text.split('\n').findLast((line) => /^benchgate: .* judged/.test(line)) ?? 'nothing was judged';
  console.log(`${what}: exit ${code}, ${seconds.toFixed(0)} s; ${last}`);
  const telling = /got worse by|^ *FAIL |(?:Assertion|Gate)Error: /;
  for (const line of new Set(text.split('\n').filter((each) => telling.test(each)))) console.log(`  ${line.trim()}`);
}
