/** What stops a run; everything that does not is data inside a result. */
export type GateErrorCode =
  | 'BAD_OPTION'
  | 'BAD_QUANTITY'
  | 'BAD_TARGET'
  | 'BAD_METRIC'
  | 'BAD_BASELINE'
  | 'BAD_TASK'
  | 'BASELINE_NOT_FOUND'
  | 'BASELINE_NOT_WRITABLE'
  | 'QUEUE_FULL'
  | 'TASK_FAILED'
  | 'TASK_TIMEOUT'
  | 'TASKS_LOST'
  | 'WORKER_CRASHED'
  | 'ABORTED'
  | 'CANCELLED'
  | 'CLOSED'
  | 'SUBJECT_FAILED'
  | 'NOTHING_MEASURED'
  | 'REGRESSION'
  | 'TARGET_MISSED'
  | 'GIT_MISSING'
  | 'GIT_TOO_OLD'
  | 'NO_REPOSITORY'
  | 'UNKNOWN_REVISION'
  | 'SHALLOW_CLONE'
  | 'ROOT_NOT_IN_BASE'
  | 'BASE_TREE_FAILED'
  | 'DISK_FULL'
  | 'PACKAGE_MANAGER_MISSING'
  | 'INSTALL_FAILED'
  | 'UNSUPPORTED';

/** What an error says: the fact, where, and how to mend it, in the user's own terms. */
export interface GateErrorInit {
  readonly code: GateErrorCode;
  /** What is wrong and where. */
  readonly message: string;
  /** What the user can do about it. */
  readonly fix: string;
  /** The error underneath, when there is one. */
  readonly cause?: unknown;
}

/**
 * An error of benchgate: its message holds what is wrong, where, and the fix.
 *
 * @example
 * try { await bench.scheduler({ tasks: -1 }) } catch (error) { error.code // 'BAD_OPTION' }
 */
export class GateError extends Error {
  override readonly name: string = 'GateError';
  readonly code: GateErrorCode;
  readonly fix: string;

  constructor(init: GateErrorInit) {
    super(`${init.message}\n${init.fix}`, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = init.code;
    this.fix = init.fix;
    Object.defineProperty(this, inspectCustom, { value: (): string => printed(this) });
  }
}

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

/** How Node prints it: what a user needs, without benchgate's own stack. */
function printed(error: GateError): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${error.cause.message}` : '';
  return `${error.name} [${error.code}]: ${error.message}${cause}`;
}
