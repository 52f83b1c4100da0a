/** One process that measures both sides of a bench file: started, asked, ended. */
import { type ChildProcess, fork } from 'node:child_process';
import { guard } from '../measurement/guardian.ts';
import { describeEnd, lastWords } from './last-words.ts';
import { pinnedTo } from './pinning.ts';
import type { Answer, FailedAnswer, LoadRequest, MeasureRequest, Request } from './protocol.ts';

/** How measuring processes are started. */
export interface ProcessSettings {
  /** Absolute path of the program, `host/main.ts`. */
  readonly hostFile: string;
  /** Flags of Node for the user's code, such as `--conditions=…`. */
  readonly execArgv: readonly string[];
  readonly cwd: string;
  /** The CPU that the process may use; undefined: all that this process may use. */
  readonly cpu: number | undefined;
}

/** What became of a request: the answer, or why there is none. */
export type Outcome<A extends Answer> = A | FailedAnswer | { readonly type: 'lost'; readonly message: string };

/** How long the hooks at the end of a bench file may take, in ms; the program itself gives up a little earlier. */
const timeToClose = 2500;

/** Of what a process prints, the end is kept for the case that it dies. */
const keptOutput = 20_000;

/** A child process; its life ends with `end()`, with this process, or with a request that takes too long. */
export class MeasuringProcess {
  readonly #child: ChildProcess;
  #printed = '';
  #gone: string | undefined;

  constructor(settings: ProcessSettings) {
    const pinned = settings.cpu === undefined ? undefined : pinnedTo(settings.cpu);
    this.#child = fork(settings.hostFile, {
      cwd: settings.cwd,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      ...(pinned === undefined
        ? { execArgv: nodeFlags(settings.execArgv) }
        : { execPath: pinned.program, execArgv: [...pinned.words, process.execPath, ...nodeFlags(settings.execArgv)] }),
    });
    guard(this.#child);
    const keep = (chunk: Buffer): void => {
      this.#printed = (this.#printed + chunk.toString()).slice(-keptOutput);
    };
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
    this.#child.once('error', (error) => (this.#gone ??= error.message));
    // Until somebody waits for an answer a measuring process must not keep its parent alive.
    this.#child.unref();
    this.#child.channel?.unref();
  }

  load(request: LoadRequest, patience: Patience): Promise<Outcome<Extract<Answer, { type: 'loaded' }>>> {
    return this.#ask(request, 'loaded', patience);
  }

  measure(request: MeasureRequest, patience: Patience): Promise<Outcome<Extract<Answer, { type: 'measured' }>>> {
    return this.#ask(request, 'measured', patience);
  }

  /** Lets the user's own hooks end what they began, then ends it: what takes too long is ended all the same. */
  close(): Promise<void> {
    const child = this.#child;
    this.#gone ??= 'It was ended.';
    if (child.exitCode !== null || child.signalCode !== null || !child.connected) return Promise.resolve(this.end());
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), timeToClose);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      child.disconnect();
    });
  }

  end(): void {
    this.#gone ??= 'It was ended.';
    // What hangs in a loop does not listen to anything gentler.
    this.#child.kill('SIGKILL');
  }

  #ask<T extends Answer['type']>(
    request: Request,
    type: T,
    { milliseconds, signal }: Patience,
  ): Promise<Outcome<Extract<Answer, { type: T }>>> {
    return new Promise((resolve) => {
      const settle = (outcome: Outcome<Extract<Answer, { type: T }>>): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#child.off('message', onMessage).off('close', onClose);
        this.#child.channel?.unref();
        if (outcome.type === 'lost') this.end();
        resolve(outcome);
      };
      const lose = (message: string): void => settle({ type: 'lost', message });
      const onAbort = (): void => lose('The run was cancelled.');
      const onMessage = (answer: unknown): void => {
        const { type: answered } = answer as Answer;
        if (answered === type || answered === 'failed') settle(answer as Extract<Answer, { type: T }> | FailedAnswer);
      };
      const onClose = (code: number | null, by: string | null): void => lose(describeEnd(code, by, this.#printed));
      const timer = setTimeout(
        () => lose(`No answer after ${Math.round(milliseconds / 1000)} s.${lastWords(this.#printed)}`),
        milliseconds,
      );
      if (this.#gone !== undefined) return lose(this.#gone);
      if (signal?.aborted === true) return onAbort();
      signal?.addEventListener('abort', onAbort);
      this.#child.on('message', onMessage).once('close', onClose);
      this.#child.channel?.ref();
      this.#child.send(request, (error) => {
        if (error !== null) lose(`The measuring process is gone: ${error.message}.${lastWords(this.#printed)}`);
      });
    });
  }
}

/** How long an answer may take, and what ends the wait early. */
export interface Patience {
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** The collector is called between the phases of a measurement; stacks are to name the user's files, not the bundle. */
function nodeFlags(own: readonly string[]): string[] {
  return ['--expose-gc', '--enable-source-maps', ...own];
}
