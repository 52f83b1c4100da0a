/** A small chart in one line. */
const blocks = '▁▂▃▄▅▆▇█';

/**
 * A column for each value, from 0 to the largest: a figure that holds is level, whatever it is. Values that are not known
 * leave a blank.
 *
 * @param values of zero or more
 */
export function renderSparkline(values: readonly (number | undefined)[]): string {
  const largest = Math.max(0, ...values.map((value) => value ?? 0));
  return values
    .map((value) => {
      if (value === undefined) return ' ';
      const height = largest === 0 ? 0 : Math.round((value / largest) * (blocks.length - 1));
      return blocks[height]!;
    })
    .join('');
}
