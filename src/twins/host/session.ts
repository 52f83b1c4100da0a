/** One measuring process: both sides of a bench file, and the requests about them. */
import { GateError } from '../../model/errors.ts';
import type { Answer, FailedAnswer, LoadRequest, MeasureRequest, Request, Side as SideName } from '../protocol.ts';
import { failedAnswer } from './failure.ts';
import { beginningWith } from './measure/order.ts';
import { measureTest } from './run/measure-test.ts';
import { OwnGlobals } from './own-globals.ts';
import { Side } from './side.ts';

/** Answers requests, one at a time. */
export class Session {
  #sides: Readonly<Record<SideName, Side>> | undefined;
  /** The side whose code runs. */
  #running: SideName = 'head';
  /** Ends the request at hand with an error from outside of what it runs. */
  #interrupt: ((error: unknown) => void) | undefined;
  /** Settles when the last request's code has come to rest, which can be later than its answer. */
  #resting: Promise<unknown> = Promise.resolve();

  /** Never rejects. */
  async answer(request: Request): Promise<Answer> {
    await this.#resting;
    const abort = new AbortController();
    const interrupted = new Promise<FailedAnswer>((resolve) => {
      this.#interrupt = (error) => {
        resolve(failedAnswer(this.#running, error));
        abort.abort(error);
      };
    });
    const act = request.type === 'load' ? this.#load(request) : this.#measure(request, abort.signal);
    const answered = act.catch((error: unknown) => failedAnswer(this.#running, error));
    this.#resting = answered;
    const answer = await Promise.race([interrupted, answered]);
    this.#interrupt = undefined;
    return answer;
  }

  /** An error that nobody caught: of the side that runs. Without a request there is nobody to tell it to. */
  stray(error: unknown): void {
    this.#interrupt?.(error);
  }

  /** Ends the suites of both sides. */
  async end(): Promise<void> {
    for (const side of Object.values(this.#sides ?? {})) await side.end().catch(() => undefined);
  }

  async #load({ modules, first, globals, provided }: LoadRequest): Promise<Answer> {
    const own = new OwnGlobals();
    const sides = { base: new Side('base', provided, globals, own), head: new Side('head', provided, globals, own) };
    for (const name of beginningWith(first)) {
      this.#running = name;
      await sides[name].load(modules[name]);
    }
    this.#sides = sides;
    const testsOf = (name: SideName): readonly string[] => sides[name].collector.tests.map((test) => test.fullTestName);
    return { type: 'loaded', tests: { base: testsOf('base'), head: testsOf('head') } };
  }

  async #measure(request: MeasureRequest, signal: AbortSignal): Promise<Answer> {
    const sides = this.#sides;
    if (sides === undefined) {
      throw new GateError({
        code: 'NOTHING_MEASURED',
        message: 'measure: nothing has been loaded.',
        fix: 'Load both sides first.',
      });
    }
    const enter = (name: SideName): void => {
      this.#running = name;
      sides[name].enter();
    };
    const onMeasured = (): void => {
      this.#interrupt = undefined;
    };
    return measureTest({ request, sides, enter, signal, onMeasured });
  }
}
