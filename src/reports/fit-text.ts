/** Text in parts that have to fit into so many bytes: what does not is counted. */

/** Lines that belong together. */
export interface Part {
  /** What stands around them; neither is written without at least one of the lines. */
  readonly before: string;
  readonly after: string;
  readonly lines: readonly string[];
}

/** The text, and how many lines it had no room for. */
export interface Fitted {
  readonly text: string;
  readonly left: number;
}

/** Takes lines in their order, most important first, as long as they fit. @param room in bytes of UTF-8 */
export function fitParts(parts: readonly Part[], room: number): Fitted {
  let text = '';
  let left = 0;
  for (const { before, after, lines } of parts) {
    const frame = Buffer.byteLength(before + after);
    let free = room - Buffer.byteLength(text) - frame;
    const kept: string[] = [];
    for (const line of lines) {
      free -= Buffer.byteLength(line);
      if (free < 0) break;
      kept.push(line);
    }
    left += lines.length - kept.length;
    if (kept.length > 0) text += before + kept.join('') + after;
  }
  return { text, left };
}
