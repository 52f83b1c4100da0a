/** Checks what goes wrong on purpose. */
import * as v from 'valibot';
import { GateError } from '../../model/errors.ts';
import { checkOption } from '../check-option.ts';
import type { PlannedFault, PlannedFaults } from './plan.ts';

const shareText = 'a share from 0 to 1';
export const share: v.GenericSchema<number> = v.pipe(
  v.number(shareText),
  v.minValue(0, shareText),
  v.maxValue(1, shareText),
);
const attemptsText = "a whole number from 1 to 256, or 'all'";
const slowShape = v.strictObject(
  {
    share,
    factor: v.pipe(
      v.number('a factor of at least 1'),
      v.finite('a factor of at least 1'),
      v.minValue(1, 'a factor of at least 1'),
    ),
  },
  '{ share: 0.01, factor: 10 }',
);
const faultsShape = v.strictObject(
  {
    throw: v.optional(share),
    hang: v.optional(share),
    slow: v.optional(v.unknown()),
    exit: v.optional(share),
    outOfMemory: v.optional(share),
    attempts: v.optional(
      v.union(
        [
          v.pipe(
            v.number(attemptsText),
            v.integer(attemptsText),
            v.minValue(1, attemptsText),
            v.maxValue(256, attemptsText),
          ),
          v.literal('all', attemptsText),
        ],
        attemptsText,
      ),
    ),
    seed: v.optional(v.pipe(v.number('a whole number'), v.safeInteger('a whole number'))),
  },
  'an object such as { throw: 0.01, exit: 0.001 }',
);

/**
 * Checks the option `faults`.
 *
 * @param seed of the run
 * @returns undefined when nothing is to go wrong
 * @throws GateError `BAD_OPTION`
 */
export function planFaults(given: unknown, seed: number): PlannedFaults | undefined {
  if (given === undefined) return undefined;
  const written = checkOption(faultsShape, given, 'faults');
  const slow = written.slow === undefined ? undefined : checkOption(slowShape, written.slow, 'faults.slow');
  const all: readonly PlannedFault[] = [
    { name: 'throw', share: written.throw ?? 0, fault: { type: 'throw' } },
    { name: 'hang', share: written.hang ?? 0, fault: { type: 'hang' } },
    { name: 'slow', share: slow?.share ?? 0, fault: { type: 'slow', factor: slow?.factor ?? 1 } },
    { name: 'exit', share: written.exit ?? 0, fault: { type: 'exit' } },
    { name: 'outOfMemory', share: written.outOfMemory ?? 0, fault: { type: 'out-of-memory' } },
  ];
  const kinds = all.filter((kind) => kind.share > 0);
  if (kinds.length === 0) return undefined;
  const total = kinds.reduce((sum, kind) => sum + kind.share, 0);
  // Shares such as 0.1 and 0.9 may add up to a little more than 1.
  if (total > 1 + 1e-9) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `faults: the shares of ${kinds.map(({ name }) => name).join(', ')} add up to ${total}.`,
      fix: 'A task has one kind of fault at most: let the shares add up to 1 or less.',
    });
  }
  const { attempts = 1 } = written;
  return { kinds, attempts: attempts === 'all' ? Infinity : attempts, seed: written.seed ?? seed };
}

/** Whether one of them makes tasks fail: those that are only slow succeed. */
export function makesFail(faults: PlannedFaults | undefined): boolean {
  return faults?.kinds.some(({ name }) => name !== 'slow') === true;
}
