/** The entry of a worker process: runs what the slot asks for, and ends when the slot does. */
import { writeSync } from 'node:fs';
import { now } from '../../measurement/clock.ts';
import { Collections } from '../collections.ts';
import { answerControl } from '../control.ts';
import type { Job } from '../job.ts';
import { runJob } from '../run-job.ts';
import { asCloneError, describeThrown } from '../thrown.ts';
import { marksDescriptor, markSize, type Question, type Report, type Request } from './protocol.ts';

/** Where the marks of this process begin. */
const marksOffset = Number(process.argv[2]);
const mark: Float64Array<ArrayBuffer> = new Float64Array(1);
const self = { collections: new Collections(), cpuTime };

process.on('message', (request: Request) => {
  if (typeof request === 'number') {
    const began = now();
    send([request, began, now()]);
  } else if ('question' in request) {
    void answer(request);
  } else {
    run(request[0], request[1]);
  }
});
process.once('disconnect', () => process.exit(0));
// Ctrl+C in a terminal reaches the whole group: what becomes of the run is the main process's decision.
process.on('SIGINT', () => undefined);
process.on('uncaughtExceptionMonitor', (error) => {
  // A module of the user's may want to live on.
  if (process.listenerCount('uncaughtException') > 0) return;
  send({ type: 'dying', thrown: describeThrown(error) });
  process.exit(1);
});
send({ type: 'ready', pid: process.pid });

function run(lane: number, job: Job): void {
  const began = now();
  setMark(lane, began);
  try {
    const value = runJob(job);
    if (value instanceof Promise) {
      value.then(
        (settled: unknown) => end(lane, began, settled),
        (error: unknown) => fail(lane, error),
      );
    } else {
      end(lane, began, value);
    }
  } catch (error) {
    fail(lane, error);
  }
}

function end(lane: number, began: number, value: unknown): void {
  const ended = now();
  if (typeof value === 'function' || typeof value === 'symbol') {
    fail(lane, new TypeError(`The task returned a ${typeof value}, which cannot be sent to another process.`));
    return;
  }
  try {
    send(value === undefined ? [lane, began, ended] : [lane, began, ended, value]);
  } catch (error) {
    fail(lane, asCloneError(error));
  }
}

function fail(lane: number, error: unknown): void {
  send({ type: 'threw', lane, thrown: describeThrown(error) });
}

async function answer({ question, about }: Question): Promise<void> {
  send({ type: 'answer', question, answer: await answerControl(about, self) });
}

/** @throws what says that the report cannot be cloned */
function send(report: Report): void {
  // Nobody is left to hear it once the channel has closed.
  process.send!(report, undefined, undefined, () => undefined);
}

function setMark(lane: number, began: number): void {
  mark[0] = began;
  try {
    writeSync(marksDescriptor, mark, 0, markSize, marksOffset + lane * markSize);
  } catch {
    // The disk is full: a deadline then counts from when the job was sent, which is later noticed and nothing worse.
  }
}

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}
