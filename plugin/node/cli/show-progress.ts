/** The progress of a run on stderr: one line that changes on a terminal, one line for each phase elsewhere. */
import type { WriteStream } from 'node:tty';
import type { SchedulerProgress } from '../../../src/index.ts';

/** Shows progress until it is told to stop. */
export interface ProgressLine {
  update(progress: SchedulerProgress): void;
  /** Leaves the cursor on an empty line. */
  clear(): void;
}

/** On a terminal the line changes at most ten times a second: a redraw costs time that would be measured. */
const pause = 100;

/** Makes a progress line on a stream. */
export function createProgressLine(stream: WriteStream): ProgressLine {
  let phase = '';
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    update(progress) {
      const isNew = progress.phase !== phase;
      phase = progress.phase;
      if (!stream.isTTY) {
        if (isNew) stream.write(`${phase}\n`);
        return;
      }
      if (!isNew && performance.now() - drawn < pause) return;
      drawn = performance.now();
      stream.cursorTo(0);
      stream.write(`${phase} ${progress.done}/${progress.of} ${progress.name}`);
      stream.clearLine(1);
    },
    clear() {
      if (!stream.isTTY || drawn === Number.NEGATIVE_INFINITY) return;
      stream.cursorTo(0);
      stream.clearLine(1);
    },
  };
}
