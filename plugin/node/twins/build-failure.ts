/** What a build that failed says, in one line. */
import { stripVTControlCharacters } from 'node:util';
import { withoutMarks } from './module-id.ts';

interface BuildError {
  readonly message?: string;
  readonly errors?: readonly BuildError[];
}

/**
 * The first line that says something, and the place that the frame of code below it names; files as the project knows them.
 *
 * @param root which files are named from, absolute
 */
export function describeBuildFailure(error: unknown, root: string): string {
  const { message, errors } = error as BuildError;
  const text = withoutMarks(stripVTControlCharacters(errors?.[0]?.message ?? message ?? String(error)));
  const lines = text.split('\n').map((line) =>
    withoutTree(line.replaceAll(/\[[A-Z_]+\]\s*/g, ''))
      .replaceAll(`${root}/`, '')
      .trim(),
  );
  const said = lines.find((line) => line !== '' && !/^\w+ failed with \d+ errors?:$/.test(line)) ?? text;
  const place = /─\[\s*(\S+:\d+:\d+)\s*\]/.exec(lines.join('\n'))?.[1];
  return place === undefined || said.includes(place) ? said : `${said.replace(/\.$/, '')} (${place})`;
}

/** Files of the base lie in a folder that nobody wants to read about. */
function withoutTree(line: string): string {
  return line.replaceAll(/[^\s"'`]*\/benchgate-[0-9a-f]{12}-[0-9a-f]{6}\//g, '');
}
