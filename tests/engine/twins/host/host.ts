/** A real measuring process, and modules that look like bundles of bench files. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vitestNames } from '../../../../src/twins/host/vitest-names.ts';
import type { Answer, LoadRequest, MeasureRequest, Pair, Request, Side } from '../../../../src/twins/protocol.ts';

const main = fileURLToPath(new URL('../../../../src/twins/host/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'twin-host-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** A plan that takes little time. */
export const quick: MeasureRequest['plan'] = { warmup: 20, block: 0.1, blocks: 8, awaitedBlocks: 8, longest: 60 };

/** What a module is made of. */
interface ModuleText {
  /** As in a bench file that imports everything from `vitest`. */
  readonly code: string;
  /** Without the names of `vitest`: with globals they are there anyway. */
  readonly isBare?: boolean;
  /** Of the scheduler fixture. */
  readonly engine?: string;
}

/** Writes a module as the bundler would. */
function writeModule({ code, isBare = false, engine }: ModuleText): string {
  const file = join(folder, `side-${++files}.mjs`);
  const names = vitestNames.map((name) => `${name} = api[${JSON.stringify(name)}]`).join(', ');
  const lines = [
    `const api = globalThis[Symbol.for('benchgate.twin')];`,
    engine === undefined ? '' : `api.engine = () => import(${JSON.stringify(engine)});`,
    isBare ? '' : `const ${names};`,
    code,
  ];
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** The measuring process. */
export class Host implements AsyncDisposable {
  readonly child: ChildProcess = fork(main, {
    serialization: 'advanced',
    execArgv: ['--expose-gc', '--enable-source-maps'],
    // What bench files print is not part of the test.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

  async ask(request: Request): Promise<Answer> {
    this.child.send(request);
    const [answer] = (await once(this.child, 'message')) as [Answer];
    return answer;
  }

  /** Loads code for both sides: the same, or one for each. */
  load(
    code: string | Readonly<Record<Side, string>>,
    more: Partial<LoadRequest> & Omit<ModuleText, 'code'> = {},
  ): Promise<Answer> {
    const { isBare = false, engine, ...request } = more;
    const of = (side: Side): string => {
      const text = typeof code === 'string' ? code : code[side];
      return writeModule({ code: text, isBare, ...(engine === undefined ? {} : { engine }) });
    };
    return this.ask({
      type: 'load',
      modules: { base: of('base'), head: of('head') },
      first: 'base',
      globals: false,
      provided: {},
      ...request,
    });
  }

  measure(test: string, results: readonly string[], more: Partial<MeasureRequest> = {}): Promise<Answer> {
    return this.ask({ type: 'measure', test, results, first: 'base', seed: 1, plan: quick, ...more });
  }

  /** Closes the channel and waits for the end. @returns the exit code */
  async close(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const exit = once(this.child, 'exit');
    if (this.child.connected) this.child.disconnect();
    return ((await exit) as [number | null])[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** The pairs of an answer. */
export function pairsOf(answer: Answer): readonly Pair[] {
  if (answer.type !== 'measured') throw new Error(`Not measured: ${JSON.stringify(answer)}`);
  return answer.pairs;
}

/** Head ÷ base of one figure. */
export function ratioOf(pair: Pair, metric: string, statistic: 'median' | 'p99' = 'median'): number {
  const figure = pair.figures.find((each) => each.metric === metric && each.statistic === statistic)!;
  return figure.head / figure.base;
}
