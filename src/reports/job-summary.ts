/** A run's verdicts in GitHub's Markdown, for the summary of a job: what matters open, what is the same folded. */
import type { Environment } from '../model/environment.ts';
import { type Comparison, type Verdict } from '../model/verdict.ts';
import {
  changeText,
  evidenceText,
  figureName,
  intervalText,
  smallestText,
  valueText,
  worstFirst,
} from './comparison-table.ts';
import { fitParts, type Part } from './fit-text.ts';
import { markdownName, markdownText } from './markdown-text.ts';
import { type ComparedWith, countVerdicts, type JudgedResult, type RunVerdicts } from './run-verdicts.ts';

/** How to write the summary. */
export interface JobSummaryOptions {
  /** How many bytes it may have. GitHub throws the whole summary of a step away when it has more than 1 MiB. */
  readonly limit: number;
}

/**
 * Counts, what was compared, a table of what changed and what could not be told, worst first, the reasons of what was not
 * judged, and everything else folded. Rows that do not fit are left out from the end, and counted.
 *
 * @returns Markdown that ends with an empty line; empty when not even the headline fits
 */
export function renderJobSummary(run: RunVerdicts, { limit }: JobSummaryOptions): string {
  // What somebody else wrote before may not have ended its line.
  const opening = `\n${headline(run)}\n\n${facts(run)}\n\n`;
  const room = limit - Buffer.byteLength(opening);
  if (room < 0) return '';
  const parts = [deviations(run), unmeasured(run), notJudged(run), folded(run)].filter(({ lines }) => lines.length > 0);
  const all = fitParts(parts, room);
  if (all.left === 0) return opening + all.text;
  const { text, left } = fitParts(parts, room - Buffer.byteLength(cut(Number.MAX_SAFE_INTEGER)));
  const note = cut(left);
  return Buffer.byteLength(text + note) > room ? opening : opening + text + note;
}

function cut(left: number): string {
  return (
    `**${left} more lines are left out**: GitHub takes no more than 1 MiB for each step. ` +
    'Set `BENCHGATE_OUTPUT` to a file to have everything as JSON.\n\n'
  );
}

function headline({ results }: RunVerdicts): string {
  const uncompared = results.filter(({ verdict }) => verdict === null).length;
  const counts = [...countVerdicts(results), ['not compared', uncompared] as const].filter(([, count]) => count > 0);
  const text = counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  return `## Benchmarks: ${text === '' ? 'nothing was compared' : text}`;
}

const outcomes: Readonly<Record<RunVerdicts['outcome'], string>> = {
  passed: 'The run passed.',
  failed: '**The run failed.**',
  interrupted: '**The run was interrupted: what is missing here was not measured.**',
};

function facts({ outcome, comparedWith, head, results }: RunVerdicts): string {
  const environments = new Set(results.flatMap(({ environment }) => (environment ? [describe(environment)] : [])));
  return [
    outcomes[outcome],
    ...(comparedWith === null
      ? []
      : [`Compared with ${nameOf(comparedWith)}${head.commit === null ? '' : headOf(head)}.`]),
    ...(environments.size === 0 ? [] : [`Measured on ${[...environments].join('; ')}.`]),
  ].join(' ');
}

function nameOf({ kind, name, commits }: ComparedWith): string {
  const shown = commits.slice(0, 3).map(short).join(', ');
  const more = commits.length > 3 ? ` and ${commits.length - 3} more` : '';
  if (kind === 'revision' && commits.includes(name)) return `commit ${markdownName(name.slice(0, 10))}`;
  const which = commits.length === 0 ? '' : ` (${commits.length === 1 ? 'commit' : 'commits'} ${shown}${more})`;
  return `${kind === 'baseline' ? 'the baseline ' : ''}${markdownName(name)}${which}`;
}

function headOf({ commit, dirty }: RunVerdicts['head']): string {
  return `, measured at ${short(commit!)}${dirty ? ' with changes on top' : ''}`;
}

function short(commit: string): string {
  return markdownName(commit.slice(0, 10));
}

function describe({ cpu, cores, os, arch, node }: Environment): string {
  return markdownText(`${cpu}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${os} ${arch}, Node ${node}`);
}

const titles =
  '| verdict | benchmark | metric | base | head | change | interval | would have seen | from |\n' +
  '| --- | --- | --- | ---: | ---: | ---: | --- | ---: | ---: |\n';

function row(one: Comparison): string {
  const cells = [
    one.verdict === 'slower' ? '**slower**' : one.verdict,
    markdownName(one.result),
    markdownText(figureName(one)),
    markdownText(valueText(one.base, one)),
    markdownText(valueText(one.head, one)),
    changeText(one),
    intervalText(one),
    smallestText(one),
    evidenceText(one),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** Under their result's full name: in a table of many tests the name within the test is not enough. */
function figuresOf({ key, comparisons }: JudgedResult): Comparison[] {
  return comparisons.map((one) => ({ ...one, result: key }));
}

/** Whether a figure is shown at once: what moved, and what leaves its result without a verdict. */
function isDeviation(figure: Comparison, result: JudgedResult): boolean {
  if (figure.verdict === 'slower' || figure.verdict === 'faster') return true;
  return figure.verdict === 'inconclusive' && result.verdict === 'inconclusive';
}

function deviations({ results }: RunVerdicts): Part {
  const figures = results.flatMap((result) => figuresOf(result).filter((figure) => isDeviation(figure, result)));
  return { before: titles, after: '\n', lines: worstFirst(figures).map(row) };
}

function unmeasured({ unmeasured: names }: RunVerdicts): Part {
  return {
    before: '### Failed without a result\n\n',
    after: '\n',
    lines: names.map((name) => `- ${markdownName(name)}\n`),
  };
}

/** What is no judgement, with the reason of a result that has no words of its own. */
const withoutJudgement: readonly (readonly [Verdict | null, string])[] = [
  ['inconclusive', 'too noisy for a verdict'],
  ['not comparable', 'not comparable with its base'],
  [null, 'no figure of it was compared'],
  ['removed', 'the baseline has it, and it is measured no more'],
  ['new', 'the base does not have it'],
];

/** How many results with the same reason are named. */
const namedOnes = 20;

/** A list of reasons: on another machine all results have the same. */
function notJudged({ results }: RunVerdicts): Part {
  const lines = withoutJudgement.flatMap(([verdict, words]) => {
    const without = results.filter((result) => result.verdict === verdict);
    return [...Map.groupBy(without, (result) => reasonOf(result) ?? words)].map(([reason, group]) => {
      const names = group.slice(0, namedOnes).map(({ key }) => markdownName(key));
      const more = group.length > namedOnes ? ` and ${group.length - namedOnes} more` : '';
      return `- **${verdict ?? 'not compared'}**: ${markdownText(reason)}: ${names.join(', ')}${more}\n`;
    });
  });
  return { before: '### Not judged\n\n', after: '\n', lines };
}

function reasonOf({ verdict, comparisons }: JudgedResult): string | undefined {
  const figures = comparisons.filter((one) => one.verdict === verdict && one.reason !== undefined);
  return (figures.find((one) => one.leading === true) ?? figures[0])?.reason;
}

/** What is the same, and single figures without a verdict beside others that have one. */
function folded({ results }: RunVerdicts): Part {
  const figures = results.flatMap((result) => {
    const judged = figuresOf(result).filter(({ verdict }) => verdict === 'same' || verdict === 'inconclusive');
    return judged.filter((figure) => !isDeviation(figure, result));
  });
  const same = results.filter(({ verdict }) => verdict === 'same').length;
  const title = `${same} ${same === 1 ? 'result is' : 'results are'} the same; all ${figures.length} figures without a change`;
  return {
    before: `<details><summary>${title}</summary>\n\n${titles}`,
    after: '\n</details>\n\n',
    lines: worstFirst(figures).map(row),
  };
}
