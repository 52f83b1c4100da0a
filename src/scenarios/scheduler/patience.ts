import { now } from '../../measurement/clock.ts';

/** Calls when nothing has happened for a while; one timer, however often it is renewed. */
export class Patience {
  readonly #time: number;
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout;
  #since: number;

  constructor(time: number, onEnd: () => void) {
    this.#time = time;
    this.#onEnd = onEnd;
    this.#since = now();
    this.#timer = this.#wait(time);
  }

  renew(): void {
    this.#since = now();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #wait(time: number): NodeJS.Timeout {
    return setTimeout(
      () => {
        const left = this.#since + this.#time - now();
        if (left <= 0) this.#onEnd();
        else this.#timer = this.#wait(left);
      },
      Math.min(2 ** 31 - 1, Math.ceil(time / 1e6)),
    );
  }
}
