/**
 * The engine: targets, strategies, executors, statistics, baselines, and the types of what they exchange. Everything that
 * is public is named here.
 */

// What everything exchanges.
export { GateError, type GateErrorCode, type GateErrorInit } from './model/errors.ts';
export type { Assumption, Better, Metric } from './model/metric.ts';
export { statisticNames } from './model/result.ts';
export type { Json, Measurement, Repetitions, Result, Statistic, Summary } from './model/result.ts';
export { dimensionOf, formatQuantity, parseDuration, parseQuantity } from './model/units.ts';
export type {
  BandwidthUnit,
  Dimension,
  Duration,
  Quantity,
  Rate,
  RateUnit,
  RatioUnit,
  SizeUnit,
  TimeUnit,
  Unit,
  WrittenUnit,
} from './model/units.ts';
export { verdicts } from './model/verdict.ts';
export type { Comparison, Policy, Verdict } from './model/verdict.ts';
export type {
  FaultCount,
  FaultName,
  Leak,
  LeakVerdict,
  LimitTrial,
  RateLimit,
  Slope,
  Stability,
  StabilityVerdict,
  StressData,
  StressReportable,
  StressSlice,
  TaskCounts,
} from './model/stress.ts';
export { environmentKey, type Environment } from './model/environment.ts';
export { efficiencyBand, efficiencyBands, type EfficiencyBand } from './model/efficiency-band.ts';
export type {
  AmdahlFit,
  Bend,
  BestWorkers,
  Estimate,
  GustafsonFit,
  LackOfFit,
  ScaledResult,
  ScalingMode,
  ScalingReport,
  UslFit,
} from './model/scaling.ts';

// Statistics.
export { jainIndex, loadBalance, maxOverMean } from './statistics/balance.ts';
export { bootstrapInterval, type BootstrapOptions } from './statistics/bootstrap.ts';
export { createSampler, meanOf, type Distribution } from './statistics/distributions.ts';
export type { Bounds, Interval } from './statistics/interval.ts';
export { testMannWhitney, type MannWhitney } from './statistics/mann-whitney.ts';
export type { Observations } from './statistics/observations.ts';
export { median, quantile } from './statistics/quantiles.ts';
export { createRandom, type Random } from './statistics/random.ts';
export { estimateShift } from './statistics/shift.ts';
export { boundPairedShift, estimatePairedShift } from './statistics/signed-rank.ts';
export { readStatistic, summarize } from './statistics/summary.ts';

// Measuring.
export { readEnvironment } from './measurement/environment.ts';
export { readRevision, type Revision } from './measurement/revision.ts';

// Strategies, and what runs them.
export { createPriority, type PriorityOptions } from './schedulers/priority.ts';
export { strategies, strategyNames, type StrategyName } from './schedulers/strategies.ts';
export type { Scheduler, Strategy, Workers } from './schedulers/strategy.ts';
export type { KnownTasks, Task } from './schedulers/task.ts';
export { Dispatcher, type DispatchOptions } from './executors/dispatch.ts';
export type { Settle, TaskRequest } from './executors/dispatched.ts';
export type {
  Ending,
  Executor,
  ExecutorKind,
  ExecutorOptions,
  Failure,
  Ran,
  WorkerHeap,
} from './executors/executor.ts';
export type { FaultedJob, Job, JobFault, ModuleJob, PlainJob } from './executors/job.ts';
export { openExecutor } from './executors/open.ts';
export { createRecording, outcomes, type Outcome, type Recording } from './executors/recording.ts';

// Virtual time.
export { simulate, type SimulationOptions } from './executors/simulator/simulate.ts';
export type { Costs } from './executors/simulator/costs.ts';
export type { SimulatedFaults } from './executors/simulator/faults.ts';
export type { Precedence, VirtualLoad } from './executors/simulator/load.ts';
export type { Percentiles, Simulated } from './executors/simulator/simulated.ts';

// Scenarios.
export type { ArrivalsOption } from './scenarios/arrivals.ts';
export { checkOption } from './scenarios/check-option.ts';
export { calibrateCosts } from './scenarios/costs/calibrate.ts';
export type { CostsOption, ExecutorOption, FaultsOption, SimulatorOption } from './scenarios/executor-option.ts';
export { runScheduler, type SeveralStrategies } from './scenarios/scheduler/run-scheduler.ts';
export type { SchedulerMetric } from './scenarios/scheduler/metrics.ts';
export type {
  SchedulerContext,
  SchedulerOptions,
  SchedulerProgress,
  SchedulerSubject,
  SubjectTask,
  TaskDuration,
  TaskOption,
  TaskPriority,
} from './scenarios/scheduler/options.ts';
export { SchedulerResults, type SchedulerResult } from './scenarios/scheduler/result.ts';
export { runScaling } from './scenarios/scaling/run-scaling.ts';
export type { ScalingMetric } from './scenarios/scaling/metrics.ts';
export type { ScalingContext, ScalingOptions, ScalingProgress } from './scenarios/scaling/options.ts';
export { ScalingResults, type ScalingPoint } from './scenarios/scaling/result.ts';
export { runStress } from './scenarios/stress/run-stress.ts';
export type { StressMetric } from './scenarios/stress/metrics.ts';
export { stressScenarios, type StressScenario } from './scenarios/stress/named-scenarios.ts';
export type {
  FindLimit,
  Size,
  StressContext,
  StressFaults,
  StressOptions,
  StressProgress,
  StressStage,
} from './scenarios/stress/options.ts';
export type { StressResult } from './scenarios/stress/result.ts';

// Targets.
export { evaluateTargets } from './targets/evaluate.ts';
export type { Spread, TargetReport, TargetRow, TargetVerdict } from './targets/evaluate.ts';
export { formatTargetReport, type TargetReportFormat } from './targets/format.ts';
export { findTarget, targetNames, targets, type TargetName, type Targets } from './targets/tables.ts';
export type { TargetedContainers, TargetedWorkers } from './targets/tables/scaling.ts';
export type { StrategyTable, TargetedStrategy } from './targets/tables/scheduling.ts';
export type { ClusteringTable } from './targets/tables/storage.ts';
export { referenceFigures, type ReferenceFigure } from './targets/tables/references.ts';
export type { BoundText, Comparator } from './model/bound.ts';
export type { MetricPath } from './model/metric-path.ts';
export type { BoundTable, StatedWork, Target, TargetTable } from './targets/target.ts';

// Baselines.
export { baselineExists, baselineNotFound, listBaselineFiles, listBaselines } from './baseline/list.ts';
export { baselineFilePath, checkBaselineName } from './baseline/path.ts';
export { compareRemoved, compareResult } from './baseline/compare.ts';
export type { BaselineFile, Origin, ResultPlace, StoredMetric, StoredResult } from './baseline/file.ts';
export { mergeBaseline } from './baseline/merge.ts';
export { readBaselineFile } from './baseline/read.ts';
export { storeResult } from './baseline/store-result.ts';
export { summarizeVerdicts, summaryLine } from './baseline/summary.ts';
export type { VerdictCounts, VerdictSummary } from './baseline/summary.ts';
export { updateBaselineFile } from './baseline/write.ts';

// Reports.
export { renderComparisons, worstFirst } from './reports/comparison-table.ts';
export type { ComparisonTableOptions } from './reports/comparison-table.ts';
export { jsonReport } from './reports/json.ts';
export type { Report, ReportOptions } from './reports/report.ts';
export { renderScaling } from './reports/scaling-table.ts';
export { renderStress } from './reports/stress-table.ts';
export { strategyTable } from './reports/strategy-table.ts';
export { terminalReport } from './reports/terminal.ts';
