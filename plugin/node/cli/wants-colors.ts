import type { WriteStream } from 'node:tty';

/** Whether text for this stream may carry colours: a terminal that has some, unless `NO_COLOR` is set. */
export function wantsColors(stream: Pick<WriteStream, 'isTTY' | 'hasColors'>): boolean {
  return stream.isTTY && (process.env['NO_COLOR'] ?? '') === '' && stream.hasColors();
}
