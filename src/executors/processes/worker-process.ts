import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { now } from '../../measurement/clock.ts';
import { guard } from '../../measurement/guardian.ts';
import type { Control } from '../control.ts';
import type { Ending } from '../executor.ts';
import type { Job } from '../job.ts';
import { asCloneError, reviveThrown } from '../thrown.ts';
import { describeExit } from './describe-exit.ts';
import { ErrorOutput } from './error-output.ts';
import type { Marks } from './marks.ts';
import { nodeFlags } from './node-flags.ts';
import { markSize, type Report, type Request } from './protocol.ts';

/** The entry lies next to this file, in whatever form this file is: `.ts` in the source, `.js` when built. */
const entry = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url));

/** How long a worker process may take to end once its channel has closed, in ms. */
const timeToEnd = 1000;

/** How to start a worker process. */
export interface WorkerProcessOptions {
  readonly depth: number;
  /** In bytes; undefined: what Node takes by itself. */
  readonly heapLimit: number | undefined;
  readonly marks: Marks;
  /** It ended by itself; called before its jobs end. `ready`: it had started. */
  readonly onCrash: (ready: boolean) => void;
}

/** Somebody who waits for an answer. */
interface Asker {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One worker process, from its start to its end; it ends by itself, with `end()`, or with this process. */
export class WorkerProcess {
  /** Resolves when it is gone and all of its jobs have ended. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;
  readonly #errors: ErrorOutput;
  readonly #marks: Marks;
  /** Where its marks begin. */
  readonly #place: number;
  readonly #onCrash: (ready: boolean) => void;
  readonly #done: (((ending: Ending) => void) | undefined)[];
  /** When the job in a lane was sent: an older mark is that of the job before it. */
  readonly #sent: Float64Array;
  readonly #askers: Map<number, Asker> = new Map();
  #asked = 0;
  /** How many jobs and questions are with it: while there are any, it keeps this process alive. */
  #open = 0;
  /** As it says itself; 0 until it has started. */
  #pid = 0;
  /** It has been told to end by us. */
  #ending = false;
  /** What it ended of, as it says itself. */
  #dying: Error | undefined;

  constructor({ depth, heapLimit, marks, onCrash }: WorkerProcessOptions) {
    this.#marks = marks;
    this.#place = marks.take(depth);
    this.#onCrash = onCrash;
    this.#done = Array.from({ length: depth }, () => undefined);
    this.#sent = new Float64Array(depth);
    this.#child = fork(entry, [String(this.#place)], {
      execArgv: nodeFlags(process.execArgv, heapLimit),
      serialization: 'advanced',
      // In the order of their descriptors.
      stdio: ['ignore', 'inherit', 'pipe', 'ipc', marks.descriptor],
    });
    guard(this.#child);
    this.#errors = new ErrorOutput(this.#child);
    this.#child.on('message', (report) => this.#hear(report as Report));
    this.gone = this.#watch();
    this.#child.unref();
    this.#child.channel?.unref();
  }

  /** As the system says; 0 where it could not be started. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  start(lane: number, job: Job, done: (ending: Ending) => void): void {
    if (this.#done[lane] !== undefined) throw new Error(`lane ${lane} is in use`);
    this.#done[lane] = done;
    this.#sent[lane] = now();
    this.#hold();
    try {
      this.#send(job.kind === 'noop' ? lane : [lane, job]);
    } catch (cause) {
      queueMicrotask(() => {
        this.#settle(lane, { ok: false, failure: { kind: 'threw', error: asCloneError(cause), thread: 0 } });
      });
    }
  }

  beganAt(lane: number): number {
    if (this.#done[lane] === undefined) return 0;
    const began = this.#marks.at(this.#place + lane * markSize);
    return began >= this.#sent[lane]! ? began : 0;
  }

  ask(about: Control): Promise<unknown> {
    this.#hold();
    const question = (this.#asked += 1);
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#askers.set(question, { resolve, reject });
    });
    this.#send({ question, about });
    return answer;
  }

  /** Ends it, whatever it does. Its jobs end as `restarted`, once it is gone. */
  end(): void {
    this.#ending = true;
    // Somebody may wait for the end of it.
    this.#child.ref();
    this.#child.kill('SIGKILL');
  }

  /** @throws what says that the request cannot be cloned */
  #send(request: Request): void {
    // It is gone or about to be, and its end is that of whatever is asked of it.
    if (!this.#child.connected) return;
    this.#child.send(request, (error) => {
      // Whatever is lost on its way would never be answered. (Most often it is gone already.)
      if (error !== null) this.#child.kill('SIGKILL');
    });
  }

  #hear(report: Report): void {
    // An answer that came just before the end: it has been said that all jobs end with the process.
    if (this.#ending) return;
    if (isRan(report)) {
      const [lane, began, ended, value] = report;
      this.#settle(lane, { ok: true, ran: { value, began, ended, thread: this.#pid } });
      return;
    }
    switch (report.type) {
      case 'threw': {
        const error = reviveThrown(report.thrown);
        this.#settle(report.lane, { ok: false, failure: { kind: 'threw', error, thread: this.#pid } });
        break;
      }
      case 'answer':
        this.#askers.get(report.question)?.resolve(report.answer);
        this.#askers.delete(report.question);
        this.#release();
        break;
      case 'ready':
        this.#pid = report.pid;
        break;
      case 'dying':
        this.#dying = reviveThrown(report.thrown);
        break;
    }
  }

  async #watch(): Promise<void> {
    const error = await this.#exit();
    if (!this.#ending) this.#onCrash(this.#pid !== 0);
    for (let lane = 0; lane < this.#done.length; lane += 1) {
      if (this.#done[lane] === undefined) continue;
      const began = this.beganAt(lane);
      this.#settle(lane, {
        ok: false,
        failure: this.#ending ? { kind: 'restarted', began } : { kind: 'crashed', error, began },
      });
    }
    for (const { reject } of this.#askers.values()) {
      this.#release();
      reject(error);
    }
    this.#askers.clear();
    // What its tasks printed is on the terminal before anybody goes on without it.
    await this.#errors.all();
  }

  /** Waits for the end of the process and of all that it said, and answers why it ended. */
  async #exit(): Promise<Error> {
    const child = this.#child;
    const exit = await new Promise<{ code: number | null; signal: string | null } | Error>((resolve) => {
      child.on('error', (error) => {
        // Others are about single messages.
        if (child.pid === undefined) resolve(error);
      });
      child.once('disconnect', () => {
        // It ends by itself then, but for one that hangs in a loop.
        setTimeout(() => child.kill('SIGKILL'), timeToEnd).unref();
      });
      child.once('exit', (code, signal) => {
        if (child.connected) child.once('disconnect', () => resolve({ code, signal }));
        else resolve({ code, signal });
      });
    });
    if (exit instanceof Error) return exit;
    if (this.#dying !== undefined) return this.#dying;
    if (this.#ending) return new Error('The worker process was ended.');
    return describeExit({ ...exit, printed: await this.#errors.all() }, this.#pid !== 0);
  }

  #settle(lane: number, ending: Ending): void {
    const done = this.#done[lane];
    if (done === undefined) return;
    this.#done[lane] = undefined;
    this.#release();
    done(ending);
  }

  #hold(): void {
    this.#open += 1;
    if (this.#open > 1) return;
    this.#child.ref();
    this.#child.channel?.ref();
  }

  #release(): void {
    this.#open -= 1;
    if (this.#open > 0) return;
    if (!this.#ending) this.#child.unref();
    this.#child.channel?.unref();
  }
}

function isRan(report: Report): report is Extract<Report, readonly unknown[]> {
  return Array.isArray(report);
}
