/** The parts of README that can be checked: its fenced blocks, its tables and what it sets in code type. */

/** A fenced block. */
export interface Block {
  /** The `##` heading that it stands under. */
  readonly section: string;
  /** What stands behind the opening fence: `ts file=queue.bench.ts`, `sh run`, `text`. */
  readonly info: string;
  readonly text: string;
}

/** All fenced blocks, in their order. */
export function readBlocks(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(?<info>\S.*)\n(?<text>[\s\S]*?)^```$/gm)].map(({ groups, index }) => ({
    section: [...markdown.slice(0, index).matchAll(/^## (.+)$/gm)].at(-1)?.[1] ?? '',
    info: groups!['info']!,
    text: groups!['text']!,
  }));
}

/** The text under a `##` heading, up to the next one. */
export function sectionOf(markdown: string, heading: string): string {
  const [, ...sections] = markdown.split(/^## /m);
  return sections.find((section) => section.startsWith(`${heading}\n`))!;
}

/** The name of the file that a block is, where it is one. */
export function fileOf({ info }: Block): string | undefined {
  return /^ts file=(\S+)$/.exec(info)?.[1];
}

/** The commands of a block that has to be run, without their comments. */
export function commandsOf({ info, text }: Block): readonly string[] {
  return info === 'sh run' ? text.split('\n').filter((line) => line.trim() !== '') : [];
}

/** Everything that is set in code type outside of fenced blocks. */
export function readCode(markdown: string): readonly string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
}

/** What is set in code type in the first column of the table whose first heading this is. */
export function readFirstColumn(markdown: string, heading: string): readonly string[] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => new RegExp(`^\\| ${heading} +\\|`).test(line));
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  const rows = lines.slice(start + 2, start + length);
  return rows.flatMap((row) => readCode(row.split('|')[1]!));
}

/** What is set in code type in the sentence that begins with these words, up to the first full stop, bracket or semicolon. */
export function readListAfter(markdown: string, words: string): readonly string[] {
  const start = markdown.indexOf(words) + words.length;
  return readCode(/^[^.();]*/.exec(markdown.slice(start))![0]);
}
