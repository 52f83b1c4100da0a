/** What runs in a worker: plain data that can be cloned to a thread, a process or a container. */
export type Job =
  | { readonly kind: 'noop' }
  /** Waits without using the CPU, in ns. */
  | { readonly kind: 'sleep'; readonly duration: number }
  /** A fixed amount of work: iterations of an integer hash from a seed. Returns the digest. Never a loop until a clock. */
  | { readonly kind: 'cpu'; readonly iterations: number; readonly seed: number }
  /** Calls an exported function of a module of the user's. `file` is an absolute path or a `file:` URL. */
  | ModuleJob;

/** A job that is a function of a user's module. */
export interface ModuleJob {
  readonly kind: 'module';
  readonly file: string;
  readonly name: string;
  readonly args: readonly unknown[];
}
