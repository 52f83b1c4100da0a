import type { Pair, PairedFigure, Side as SideName } from '../../protocol.ts';
import { now } from '../../../measurement/clock.ts';
import { GateError } from '../../../model/errors.ts';
import type { Measurement, Result } from '../../../model/result.ts';
import { median } from '../../../statistics/quantiles.ts';
import { scenarioEntries, type ScenarioName } from '../../scenario-entries.ts';
import { type Amount, amountFor, ofLongRuns, shortened, usual } from '../scenario-amounts.ts';
import { resultsOf, type ScenarioEngine, type ScenarioOutcome, type ScenarioRequest } from '../scenario-engine.ts';
import { levelStep } from './level-step.ts';
import type { Measuring } from './measure-benchmark.ts';
import { drawOrders } from './order.ts';
import { SideError } from './side-error.ts';

/** One side's call of a scenario. */
export interface ScenarioSubject {
  readonly scenario: ScenarioName;
  readonly options: ScenarioRequest;
  /** From the side's bundle. */
  readonly engine: (() => Promise<ScenarioEngine>) | undefined;
  /** Called before any code of the side runs. */
  readonly enter: () => void;
}

type Subjects = Readonly<Record<SideName, ScenarioSubject>>;
type Outcomes = Readonly<Record<SideName, ScenarioOutcome>>;

/** What came out of both sides' runs. */
interface MeasuredScenario {
  /** One for each wanted result that both sides have. */
  readonly pairs: readonly Pair[];
  /** Of each side's last run. */
  readonly outcomes: Outcomes;
}

/**
 * Runs a scenario of both sides in turns: once to warm up, then a few short runs each, or a single one where runs are long. What is
 * exact throughout, as in the simulator, has been measured by the first run, and so have long runs that warm up by themselves.
 *
 * @param isWanted whether a result is to be measured; where none is, the first runs are all
 * @throws SideError what a side's run threw
 */
export async function measureScenarios(
  subjects: Subjects,
  isWanted: (result: string) => boolean,
  { plan, order, random, check }: Measuring,
  signal: AbortSignal,
): Promise<MeasuredScenario> {
  const outcomes = {} as Record<SideName, ScenarioOutcome>;
  const firstBegun = now();
  for (const side of order) outcomes[side] = await runScenarioOnce(side, subjects[side], signal);
  const took = now() - firstBegun;
  const first = order.flatMap((side) => resultsOf(outcomes[side]));
  const wanted = resultsOf(outcomes.head).flatMap(({ name }) => (isWanted(name) ? [name] : []));
  if (wanted.length === 0) return { pairs: [], outcomes };
  const amount = amountFor(subjects.head.scenario, { took, longest: plan.longest * 1e6, results: first });
  if (amount.most === 0 || first.every(isExact)) {
    return { pairs: pairsOf(wanted, { base: [outcomes.base], head: [outcomes.head] }), outcomes };
  }

  const measured: Record<SideName, ScenarioOutcome[]> = { base: [], head: [] };
  const begun = now();
  for (const [at, pair] of drawOrders(amount.most, random).entries()) {
    const pairBegun = now();
    for (const side of pair) {
      check();
      outcomes[side] = await run(side, subjects[side], amount, signal);
      measured[side].push(outcomes[side]);
    }
    const ended = now();
    if (at + 1 >= amount.fewest && ended - begun + (ended - pairBegun) > plan.longest * 1e6) break;
  }
  return { pairs: pairsOf(wanted, measured), outcomes };
}

/** The shortest run of one side, for its test to go on with. */
export function runScenarioOnce(
  side: SideName,
  subject: ScenarioSubject,
  signal: AbortSignal,
): Promise<ScenarioOutcome> {
  return run(side, subject, ofLongRuns, signal);
}

async function run(
  side: SideName,
  { scenario, options, engine, enter }: ScenarioSubject,
  amount: Amount,
  signal: AbortSignal,
): Promise<ScenarioOutcome> {
  enter();
  try {
    const offered = (await engine?.()) ?? {};
    const runScenario = offered[scenarioEntries[scenario]];
    if (runScenario === undefined) throw withoutScenario(scenario);
    return await runScenario(shortened(scenario, options, amount), { signal, brief: true });
  } catch (error) {
    throw new SideError(side, error);
  }
}

function withoutScenario(scenario: ScenarioName): GateError {
  return new GateError({
    code: 'UNSUPPORTED',
    message: `bench.${scenario}: this side of the bench file was bundled without it.`,
    fix: 'It is compared once the base has it; until then judge this file by the saved numbers.',
  });
}

/** Those of the wanted results that every run of both sides has. */
function pairsOf(
  wanted: readonly string[],
  runs: Readonly<Record<SideName, readonly ScenarioOutcome[]>>,
): readonly Pair[] {
  const of = (side: SideName, name: string): readonly Result[] =>
    runs[side].flatMap((outcome) => resultsOf(outcome).filter((each) => each.name === name));
  return wanted.flatMap((name) => pairOf(name, of('base', name), of('head', name)) ?? []);
}

function pairOf(name: string, base: readonly Result[], head: readonly Result[]): Pair | undefined {
  if (base.length === 0 || head.length === 0) return undefined;
  const figures: PairedFigure[] = [];
  let step = 0;
  for (const [metric, declared] of Object.entries(head[0]!.metrics)) {
    if (declared === undefined || !isJudged(declared)) continue;
    for (const statistic of ['median', 'p99'] as const) {
      const baseValues = valuesOf(base, metric, statistic);
      const headValues = valuesOf(head, metric, statistic);
      if (baseValues.length === 0 || headValues.length === 0) continue;
      const { unit, better, assume } = declared;
      figures.push({ metric, statistic, unit, better, assume, base: median(baseValues), head: median(headValues) });
      if (metric === 'throughput' && statistic === 'median')
        step = Math.max(levelStep(baseValues), levelStep(headValues));
    }
  }
  const calls = head[0]!.metrics['throughput']?.repetitions.median.length ?? usual.repetitions;
  return { result: name, figures, blocks: head.length, calls, step };
}

/** Whether nothing that is judged of a result varies. */
function isExact({ metrics }: Result): boolean {
  return Object.values(metrics).every(
    (metric) => metric === undefined || !isJudged(metric) || metric.assume === 'exact',
  );
}

/** Those that a comparison with a baseline judges; what a run has once is no more than the few runs here. */
function isJudged({ better, per, assume }: Measurement): boolean {
  return better !== 'neither' && !(per === 'run' && assume === 'sampled');
}

/** The value of each run: the median of its repetitions. */
function valuesOf(results: readonly Result[], metric: string, statistic: 'median' | 'p99'): readonly number[] {
  return results.flatMap(({ metrics }) => {
    const values = metrics[metric]?.repetitions[statistic];
    return values === undefined || values.length === 0 ? [] : [median(values)];
  });
}
