/** Checks what loads the system. */
import * as v from 'valibot';
import { GateError } from '../../model/errors.ts';
import { parseDuration, parseRate } from '../../model/units.ts';
import { checkOption } from '../check-option.ts';
import type { PlannedLoad, PlannedStage } from './plan.ts';

/** Options of a load as they were written, checked for their types. */
export interface WrittenLoad {
  readonly inFlight?: number | undefined;
  readonly rate?: string | undefined;
  readonly arrivals?: 'poisson' | 'constant' | undefined;
  readonly stages?: unknown;
  readonly duration?: string | undefined;
  readonly tasks?: number | undefined;
}

const usualInFlight = 500;
const usualDuration = '10 s';

/** More tasks than this at once take more memory than what they load. */
export const mostInFlight = 1_000_000;
const level = `a whole number from 0 to ${mostInFlight}`;
const duration = v.string('a duration such as "10 s"');
const ramp = v.optional(v.boolean('true or false'));
const stageShape = v.strictObject(
  {
    duration,
    inFlight: v.optional(
      v.pipe(v.number(level), v.integer(level), v.minValue(0, level), v.maxValue(mostInFlight, level)),
    ),
    rate: v.optional(v.string('a rate such as "500 tasks/s"')),
    ramp,
  },
  "an object such as { duration: '5 s', inFlight: 100 }",
);
const stagesShape = v.pipe(
  v.array(v.unknown(), 'a list of stages'),
  v.minLength(1, 'a list of at least one stage'),
  v.maxLength(1000, 'a list of at most 1,000 stages'),
);

/**
 * Checks the load.
 *
 * @param fit whether `duration` makes given stages longer or shorter, as for those of a named scenario
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY`
 */
export function planLoad(written: WrittenLoad, fit: boolean): PlannedLoad {
  requireOne(written);
  const { tasks = Infinity } = written;
  const stages = written.stages === undefined ? [planOnlyStage(written)] : planStages(written, fit);
  const isOpen = stages.some(({ loop }) => loop === 'open');
  if (!isOpen && written.arrivals !== undefined) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `arrivals: in a closed loop a task is submitted when another one ends; ${JSON.stringify(written.arrivals)} has no meaning there.`,
      fix: "Write a rate, for example rate: '500 tasks/s', or leave arrivals out.",
    });
  }
  if (stages.every(({ from, to }) => from === 0 && to === 0)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: 'stages: all of them are pauses: nothing would be submitted.',
      fix: 'Give at least one of them an inFlight above 0 or a rate.',
    });
  }
  return { stages, arrivals: written.arrivals ?? 'poisson', tasks };
}

function requireOne(written: WrittenLoad): void {
  const loads = (['inFlight', 'rate', 'stages'] as const).filter((key) => written[key] !== undefined);
  if (loads.length < 2) return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `${loads[1]}: together with ${loads[0]} it is not clear what the load is.`,
    fix: 'Write inFlight for a closed loop, rate for an open one, or stages for several loads one after the other.',
  });
}

function planOnlyStage({ inFlight, rate, duration: text, tasks }: WrittenLoad): PlannedStage {
  const time = text === undefined && tasks !== undefined ? Infinity : planDuration(text ?? usualDuration, 'duration');
  if (rate !== undefined) return steady('open', parseRate(rate, 'rate'), time);
  return steady('closed', inFlight ?? usualInFlight, time);
}

function steady(loop: PlannedStage['loop'], load: number, time: number): PlannedStage {
  return { duration: time, loop, from: load, to: load };
}

function planStages({ stages: given, duration: text }: WrittenLoad, fit: boolean): readonly PlannedStage[] {
  const stages: PlannedStage[] = [];
  for (const [index, each] of checkOption(stagesShape, given, 'stages').entries()) {
    stages.push(planStage(each, `stages.${index}`, stages.at(-1)));
  }
  if (text === undefined) return stages;
  if (!fit) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: 'duration: every stage has a duration of its own.',
      fix: 'Leave duration out, or change those of the stages.',
    });
  }
  const whole = stages.reduce((sum, stage) => sum + stage.duration, 0);
  const factor = planDuration(text, 'duration') / whole;
  return stages.map(({ duration: time, loop, from, to }) => ({ duration: time * factor, loop, from, to }));
}

function planStage(given: unknown, where: string, before: PlannedStage | undefined): PlannedStage {
  const { duration: text, inFlight, rate, ramp: even = false } = checkOption(stageShape, given, where);
  if ((inFlight === undefined) === (rate === undefined)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}: ${inFlight === undefined ? 'it has no load' : 'it has two loads'}.`,
      fix: "Write either inFlight: 100 or rate: '500 tasks/s'.",
    });
  }
  const time = planDuration(text, `${where}.duration`);
  const loop = inFlight === undefined ? 'open' : 'closed';
  const to = inFlight ?? parseRate(rate!, `${where}.rate`);
  // A load of the other kind is no level to begin from.
  const from = even ? (before?.loop === loop ? before.to : 0) : to;
  return { duration: time, loop, from, to };
}

function planDuration(text: string, where: string): number {
  const time = parseDuration(text, where);
  if (time > 0) return time;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `${where}: ${JSON.stringify(text)} leaves no time for anything.`,
    fix: 'Write a duration above zero, such as "10 s".',
  });
}
