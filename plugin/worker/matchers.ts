/** The threshold assertions, for `expect.extend`. */
import type { AsyncMatcherResult, MatcherState, SyncMatcherResult } from 'vitest';
import { GateError } from '../../src/model/errors.ts';
import type { Result } from '../../src/model/result.ts';
import type { BoundText } from '../../src/model/bound.ts';
import { evaluateTargets, type TargetReport, type TargetRow } from '../../src/targets/evaluate.ts';
import { formatTargetReport } from '../../src/targets/format.ts';
import { requireFigure } from '../../src/model/metric-path.ts';
import { findTarget } from '../../src/targets/tables.ts';
import { type BoundTable, isTarget, type Target, type TargetTable } from '../../src/targets/target.ts';

type State = Pick<MatcherState, 'isNot'>;

/** `toMeetTargets` and `toMeetTarget`; what they take is documented where their types are declared. */
export const matchers: {
  toMeetTargets(this: State, received: unknown, table: TargetTable | BoundTable | readonly string[]): SyncMatcherResult;
  toMeetTarget(this: State, received: unknown, target: Target | string, bound?: BoundText): SyncMatcherResult;
} = {
  toMeetTargets(received, table) {
    const matcher = 'toMeetTargets';
    const result = requireResult(received, matcher);
    return outcome(this, matcher, result, evaluateTargets(result, isNameList(table) ? tableOf(table) : table));
  },

  toMeetTarget(received, target, bound) {
    const matcher = 'toMeetTarget';
    const result = requireResult(received, matcher);
    if (isTarget(target)) return outcome(this, matcher, result, evaluateTargets(result, { [target.name]: target }));
    if (typeof target !== 'string' || bound === undefined) {
      throw new GateError({
        code: 'BAD_TARGET',
        message: `toMeetTarget was given ${typeof target === 'string' ? `${JSON.stringify(target)} without a bound` : 'no target'}.`,
        fix: "Write toMeetTarget('latency.p99', '< 20 ms') or toMeetTarget(targets.pool.latencyP99).",
      });
    }
    requireFigure(result, target);
    return outcome(this, matcher, result, evaluateTargets(result, { [target]: bound }));
  },
};

function isNameList(table: unknown): table is readonly string[] {
  return Array.isArray(table) && table.every((name) => typeof name === 'string');
}

function tableOf(names: readonly string[]): TargetTable {
  return Object.fromEntries(names.map((name) => [name, findTarget(name)]));
}

function outcome(state: State, matcher: string, result: Result, report: TargetReport): SyncMatcherResult {
  const failing = report.rows.filter(({ verdict }) => verdict === 'missed' || verdict === 'not measured');
  const unknown = report.rows.filter(({ verdict }) => verdict === 'not measured');
  // What was not measured is neither met nor missed: under `.not` it would pass as if it had been missed.
  if (state.isNot && (unknown.length > 0 || report.judged === 0)) {
    throw new GateError({
      code: 'BAD_METRIC',
      message: `${headline(`not.${matcher}`, result, 'cannot be judged')}\n\n${formatTargetReport(report)}\n`,
      fix: 'Assert only what this run measures.',
    });
  }
  const rows = report.passed ? report.rows : failing;
  return {
    pass: report.passed,
    message: () =>
      `${state.isNot ? headline(`not.${matcher}`, result, 'was to miss a target and meets all') : headline(matcher, result, shortfall(report, failing))}\n\n${formatTargetReport(report)}`,
    actual: rows.map(actualText).join('\n'),
    expected: rows.map(({ metric, bound }) => `${metric} ${bound}`).join('\n'),
  };
}

function headline(matcher: string, result: Result, what: string): string {
  return `expect(result).${matcher}: ${result.scenario} ${JSON.stringify(result.name)} ${what}`;
}

function shortfall({ rows, judged }: TargetReport, failing: readonly TargetRow[]): string {
  if (judged === 0 && failing.length === 0) return 'did other work than any of the targets was stated for';
  const missed = failing.filter(({ verdict }) => verdict === 'missed').length;
  const parts = [
    ...(missed > 0 ? [`misses ${missed}`] : []),
    ...(failing.length > missed ? [`did not measure ${failing.length - missed}`] : []),
  ];
  return `${parts.join(' and ')} of ${rows.length} ${rows.length === 1 ? 'target' : 'targets'}`;
}

/** The figure in the base unit, unrounded: a diff shows the whole number, the table the readable one. */
function actualText({ metric, measured, unit }: TargetRow): string {
  return measured === undefined ? `${metric} not measured` : `${metric} ${measured} ${unit}`;
}

/** @throws GateError `BAD_TARGET` when what was received is no result of a scenario */
function requireResult(received: unknown, matcher: string): Result {
  if (isResult(received)) return received;
  const { given, fix } = misgiven(received);
  throw new GateError({
    code: 'BAD_TARGET',
    message: `expect(…).${matcher} judges the result of a benchmark, and was given ${given}.`,
    fix,
  });
}

function isResult(value: unknown): value is Result {
  if (typeof value !== 'object' || value === null) return false;
  const { scenario, name, parameters, metrics } = value as Partial<Record<keyof Result, unknown>>;
  return (
    typeof scenario === 'string' &&
    typeof name === 'string' &&
    isRecord(parameters) &&
    isRecord(metrics) &&
    Object.values(metrics).every((one) => one === undefined || (isRecord(one) && isRecord(one['summary'])))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function misgiven(value: unknown): { readonly given: string; readonly fix: string } {
  const fix = 'Give what bench.scheduler(…), another scenario, or one of your own, answers.';
  if (typeof (value as AsyncMatcherResult | undefined | null)?.then === 'function') {
    return { given: 'a Promise', fix: 'Wait for it: "const result = await bench.scheduler(…)".' };
  }
  if (Array.isArray(value)) {
    return { given: 'a list', fix: 'Judge each result: "for (const result of results) expect(result)…".' };
  }
  if (typeof value === 'object' && value !== null && Symbol.iterator in value) {
    const one = 'at' in value ? 'results.at(4)' : "results.get('fifo')";
    return {
      given: 'several results',
      fix: `Judge one of them, as ${one}, or each: "for (const result of results) …".`,
    };
  }
  if (isRecord(value) && 'latency' in value && 'throughput' in value && !('metrics' in value)) {
    return {
      given: "a result of Vitest's own bench()",
      fix: 'Use toBeFasterThan and toBeSlowerThan for it, or bench.scheduler(…).',
    };
  }
  if (value === undefined || value === null) return { given: String(value), fix };
  return { given: typeof value === 'object' ? 'an object that is no result' : `a ${typeof value}`, fix };
}
