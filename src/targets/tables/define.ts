import type { BoundText } from '../../model/bound.ts';
import type { MetricPath } from '../../model/metric-path.ts';
import type { StatedWork, Target, TargetTable } from '../target.ts';

/** One row of a shipped table: the figure, the bound, the work it was stated for in words, and what else there is to say. */
export interface Row {
  readonly metric: MetricPath;
  readonly bound: BoundText;
  readonly work: string;
  readonly task?: string;
  /** In ns. */
  readonly duration?: number;
  readonly parameters?: NonNullable<StatedWork['parameters']>;
  readonly note?: string;
}

/**
 * Makes a table of shipped targets, named `section.key`.
 *
 * @param scenario the kind of scenario that all rows were stated for
 */
export function defineTable<K extends string>(
  section: string,
  scenario: string,
  rows: Readonly<Record<K, Row>>,
): TargetTable<K> {
  const targets = Object.entries<Row>(rows).map(
    ([key, { metric, bound, work, task, duration, parameters, note }]): [string, Target] => {
      const stated = {
        scenario,
        ...(task === undefined ? {} : { task }),
        ...(duration === undefined ? {} : { duration }),
        ...(parameters === undefined ? {} : { parameters }),
      };
      return [key, { name: `${section}.${key}`, metric, bound, work, stated, ...(note === undefined ? {} : { note }) }];
    },
  );
  return Object.fromEntries(targets) as TargetTable<K>;
}
