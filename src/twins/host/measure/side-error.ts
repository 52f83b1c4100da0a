import type { Side as SideName } from '../../protocol.ts';

/** An error of one side's code. */
export class SideError extends Error {
  readonly side: SideName;

  /** @param error what the code threw */
  constructor(side: SideName, error: unknown) {
    super(`The code of ${side} failed.`, { cause: error });
    this.side = side;
  }
}
