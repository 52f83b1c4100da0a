/** Values of options that are written with a unit. */
import * as v from 'valibot';
import { parseDuration } from '../src/model/units.ts';

const nsPerMs = 1e6;
const durationText = 'a duration such as "30 s"';

/** A duration above zero, in ms. */
export const duration: v.GenericSchema<string, number> = v.pipe(
  v.string(durationText),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      const nanoseconds = parseDuration(dataset.value, 'duration');
      if (nanoseconds > 0) return nanoseconds / nsPerMs;
    } catch {
      // Said below, in the words of the option.
    }
    addIssue({ message: durationText });
    return NEVER;
  }),
);

const slowdownText = 'a fraction above 0 and up to 1, or a percentage such as "5 %"';

/** A share of the time, as a fraction. */
export const slowdown: v.GenericSchema<number | string, number> = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+(?:\.\d+)?\s*%$/))], slowdownText),
  v.transform((value) => (typeof value === 'string' ? Number.parseFloat(value) / 100 : value)),
  v.check((fraction) => fraction > 0 && fraction <= 1, slowdownText),
);
