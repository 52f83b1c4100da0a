/** The verdicts of a run as a JSON document for other programs: a schema version, and an order of keys that never changes. */
import type { Comparison, Verdict } from '../model/verdict.ts';
import {
  type ComparedWith,
  countVerdicts,
  type JudgedResult,
  type MeasuredHead,
  type RunVerdicts,
} from './run-verdicts.ts';

/** The version of the document: raised when a reader of the old one could misread the new one. */
export const verdictsVersion = 1;

/** The document. Values are in base units (ns, B, tasks/s), changes and intervals are fractions; what is not finite is null. */
export interface VerdictsDocument {
  readonly schema: 'benchgate/verdicts';
  readonly version: typeof verdictsVersion;
  readonly outcome: RunVerdicts['outcome'];
  readonly comparedWith: ComparedWith | null;
  readonly head: MeasuredHead;
  /** How many results have each verdict, worst first. */
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly results: readonly JudgedResult[];
  readonly unmeasured: readonly string[];
}

/** The document as text, indented by two blanks, with a newline at its end. */
export function renderVerdictsJson({ outcome, comparedWith, head, results, unmeasured }: RunVerdicts): string {
  const document: VerdictsDocument = {
    schema: 'benchgate/verdicts',
    version: verdictsVersion,
    outcome,
    comparedWith,
    head,
    counts: Object.fromEntries(countVerdicts(results)) as Record<Verdict, number>,
    results: results.map((result) => plainResult(result)),
    unmeasured,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Only what the contract names, in its order. */
function plainResult({ key, benchFile, verdict, baseCommit, environment, comparisons }: JudgedResult): JudgedResult {
  return {
    key,
    benchFile,
    verdict,
    baseCommit,
    environment,
    comparisons: comparisons.map((one) => plainComparison(one)),
  };
}

const members = [
  'result',
  'metric',
  'statistic',
  'unit',
  'better',
  'verdict',
  'base',
  'head',
  'change',
  'interval',
  'smallest',
  'repetitions',
  'processes',
  'leading',
  'reason',
] as const satisfies readonly (keyof Comparison)[];

function plainComparison(comparison: Comparison): Comparison {
  const entries = members
    .filter((member) => comparison[member] !== undefined)
    .map((member) => [member, comparison[member]]);
  return Object.fromEntries(entries) as Comparison;
}
