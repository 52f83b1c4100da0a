/** One timer for the next thing that is due, whatever that is. */
export class WakeUp {
  readonly #wake: () => void;
  #timer: NodeJS.Timeout | undefined;
  #at = Infinity;

  constructor(wake: () => void) {
    this.#wake = wake;
  }

  /**
   * Wakes at this time, or up to a millisecond later; earlier than asked for at most where it had been asked for earlier before.
   *
   * @param at in ns; Infinity for never
   * @param time of the same clock, now
   */
  set(at: number, time: number): void {
    if (at === Infinity || (this.#timer !== undefined && this.#at <= at)) return;
    clearTimeout(this.#timer);
    this.#at = at;
    // Down to whole ms: whoever is woken too early waits once more, while who is late stays so.
    this.#timer = setTimeout(this.#ring, Math.min(2 ** 31 - 1, Math.max(1, Math.floor((at - time) / 1e6))));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#at = Infinity;
  }

  readonly #ring = (): void => {
    this.stop();
    this.#wake();
  };
}
