import type { ChildProcess } from 'node:child_process';

/** The beginning of what V8 prints, over many lines, before it ends a process that is out of memory. */
const lastWords = '<--- Last few GCs --->';

/** Of what a process prints, the end is kept for the case that it dies. */
const kept = 20_000;

/** How long to wait for the end of what a process printed once it has ended: a child of its own may hold the pipe open. In ms. */
const patience = 500;

/** What a worker process prints as errors: handed on to this process's own, as that of a thread is, and its end kept. */
export class ErrorOutput {
  #printed = '';
  #fatal = false;
  readonly #closed: Promise<void>;

  constructor(child: ChildProcess) {
    this.#closed = new Promise((resolve) => {
      child.once('close', () => resolve());
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
    // A pipe: it must not keep this process alive.
    (child.stderr as { readonly unref?: () => void } | null)?.unref?.();
  }

  /** The end of all that it printed; to be asked when it has ended. */
  async all(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const tired = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    await Promise.race([this.#closed, tired]);
    clearTimeout(timer);
    return this.#printed;
  }

  #hear(text: string): void {
    if (!this.#fatal) {
      // What follows becomes the error of the worker's jobs, and need not be on the terminal as well.
      const at = text.indexOf(lastWords);
      const own = at === -1 ? text : text.slice(0, at).trimStart();
      if (own !== '') process.stderr.write(own);
      this.#fatal = at !== -1;
    }
    this.#printed = (this.#printed + text).slice(-kept);
  }
}
