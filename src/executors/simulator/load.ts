/** The tasks of a simulation, in columns by task id; ids are in the order of submission. */
export interface VirtualLoad {
  readonly size: number;
  /** Time on a worker of speed 1, in ns. */
  readonly service: Float64Array;
  /** When each arrives, in ns from the start of the run, ascending. @default all at 0 */
  readonly arrivals?: Float64Array;
  /** Larger is more urgent. @default 0 */
  readonly priorities?: Float64Array;
  /** @default 'task' */
  readonly kinds?: readonly string[];
  /** What strategies are told about the time on a worker of speed 1, in ns; 0: unknown. @default the service time */
  readonly estimates?: Float64Array;
  /** At most this many tasks are submitted and unfinished: a closed loop. @default Infinity */
  readonly window?: number;
  /** Which tasks have to end before others are submitted. Not together with `arrivals` or `window`. */
  readonly predecessors?: Precedence;
}

/**
 * What has to end before each task: the predecessors of task i are `tasks[offsets[i]]` up to, not including,
 * `tasks[offsets[i + 1]]`. A task that failed has ended, too.
 */
export interface Precedence {
  /** One more than there are tasks, ascending from 0. */
  readonly offsets: Int32Array;
  readonly tasks: Int32Array;
}
