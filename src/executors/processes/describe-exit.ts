/** Why a worker process ended, as the error of whatever was in flight on it. */

/** How it ended, and the end of what it printed as errors. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly printed: string;
}

/** What V8 prints before it ends a process for want of memory. */
const outOfMemory = /JavaScript heap out of memory|process out of memory|OOM error/;

/** How many lines of what it printed last are told. */
const mostLines = 3;

/** @param ready whether it had started; one that had not has printed why */
export function describeExit({ code, signal, printed }: Exit, ready: boolean): Error {
  if (outOfMemory.test(printed)) {
    const error = new Error('The worker process ran out of memory: JS heap out of memory.');
    // As the error of a thread that does.
    return Object.assign(error, { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  }
  if (signal === 'SIGKILL') {
    return new Error('The worker process was killed (SIGKILL), as a system does that runs out of memory.');
  }
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  return new Error(`The worker process ended ${how}.${ready ? '' : lastWords(printed)}`);
}

function lastWords(printed: string): string {
  const lines = printed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? '' : ` Its last words: ${lines.slice(-mostLines).join(' ⏎ ')}`;
}
