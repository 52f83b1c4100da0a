import { describe, expect, test } from 'vitest';
import { parseBound, requireFit } from '../../../src/model/bound.ts';
import { findTarget, targetNames, targets } from '../../../src/targets/tables.ts';
import { referenceFigures } from '../../../src/targets/tables/references.ts';
import { publishedSpeedUps } from '../../../src/targets/tables/scaling.ts';

/** Every shipped figure once more, by hand. */
const pinned = `
scheduler.sequential10                          makespan           < 1 s
scheduler.parallel10                            makespan           < 0.5 s
scheduler.scalability100                        makespan           < 5 s
scheduler.memory1000                            memoryGrowth       < 100 MB
workflow.linear10                               makespan           < 1 s
workflow.parallel10                             makespan           < 0.5 s
workflow.complexDag                             makespan           < 2 s
workflow.graph100                               makespan           < 5 s
checkpoint.create                               createLatency      < 50 ms
checkpoint.load                                 loadLatency        < 50 ms
checkpoint.overhead                             overhead           < 20 %
checkpoint.largeState                           largeStateLatency  < 1 s
stress.concurrency                              concurrency        >= 500
stress.memoryGrowth                             memoryGrowth       < 50 MB
stress.longRunning                              instabilities      <= 0
stress.errorRecovery                            recovered          >= 100 %
pool.throughput                                 throughput         > 1000 tasks/s
pool.latencyP50                                 latency.p50        < 5 ms
pool.latencyP99                                 latency.p99        < 20 ms
pool.efficiency4                                efficiency         > 75 %
pool.memoryPerTask                              memoryPerTask      < 1 KB
strategies.load-balancing.throughput            throughput         >= 2500 tasks/s
strategies.load-balancing.assignmentLatency     assignmentLatency  <= 0.40 ms
strategies.load-balancing.loadBalance           loadBalance        >= 0.95
strategies.adaptive.throughput                  throughput         >= 2450 tasks/s
strategies.adaptive.assignmentLatency           assignmentLatency  <= 0.42 ms
strategies.adaptive.loadBalance                 loadBalance        >= 0.93
strategies.work-stealing.throughput             throughput         >= 2400 tasks/s
strategies.work-stealing.assignmentLatency      assignmentLatency  <= 0.45 ms
strategies.work-stealing.loadBalance            loadBalance        >= 0.91
strategies.round-robin.throughput               throughput         >= 2350 tasks/s
strategies.round-robin.assignmentLatency        assignmentLatency  <= 0.43 ms
strategies.round-robin.loadBalance              loadBalance        >= 0.99
strategies.fifo.throughput                      throughput         >= 2300 tasks/s
strategies.fifo.assignmentLatency               assignmentLatency  <= 0.38 ms
strategies.fifo.loadBalance                     loadBalance        >= 0.85
strategies.priority.throughput                  throughput         >= 2250 tasks/s
strategies.priority.assignmentLatency           assignmentLatency  <= 0.50 ms
strategies.priority.loadBalance                 loadBalance        >= 0.87
scaling.1.efficiency                            efficiency         >= 100 %
scaling.2.efficiency                            efficiency         >= 95 %
scaling.4.efficiency                            efficiency         >= 92.5 %
scaling.8.efficiency                            efficiency         >= 86.25 %
scaling.16.efficiency                           efficiency         >= 78.125 %
scaling.32.efficiency                           efficiency         >= 69.375 %
containers.1.efficiency                         efficiency         >= 100 %
containers.2.efficiency                         efficiency         >= 95 %
containers.4.efficiency                         efficiency         >= 90 %
containers.8.efficiency                         efficiency         >= 85 %
operations.interactive.latency                  latency            < 50 ms
operations.batch.latency                        latency            < 500 ms
operations.tolerable.latency                    latency            <= 1 s
operations.good.throughput                      throughput         > 50 MB/s
compression.excellent.compressionRatio          compressionRatio   > 10 x
compression.good.compressionRatio               compressionRatio   >= 5 x
compression.effective.spaceSaved                spaceSaved         > 90 %
clustering.acceptable.duration                  duration           < 10 s
clustering.worthwhile.compressionGain           compressionGain    > 2 x
clustering.k-means.compressionRatio             compressionRatio   >= 12.3 x
clustering.k-means.duration                     duration           <= 3.2 s
clustering.hierarchical.compressionRatio        compressionRatio   >= 11.8 x
clustering.hierarchical.duration                duration           <= 8.7 s
clustering.adaptive.compressionRatio            compressionRatio   >= 13.1 x
clustering.adaptive.duration                    duration           <= 4.1 s
accuracy.reconstruction                         accuracy           >= 100 %
accuracy.corruption                             corruptionDetected >= 100 %
`
  .trim()
  .split('\n')
  .map((line) => /^(\S+) +(\S+) +(.+)$/.exec(line)!.slice(1) as [string, string, string]);

test.each(pinned)('%s: %s %s', (name, metric, bound) => {
  expect(findTarget(name)).toMatchObject({ name, metric, bound });
});

test('no other target is shipped', () => {
  expect([...targetNames].sort()).toStrictEqual(pinned.map(([name]) => name).sort());
});

test('every target says what it was stated for, and its bound can be read', () => {
  for (const name of targetNames) {
    const target = findTarget(name);
    expect(target.work).toMatch(/\w/);
    expect(target.stated?.scenario).toMatch(/^\w+$/);
    expect(() => parseBound(target.bound, name)).not.toThrow();
  }
});

test('the bounds of the scheduler’s metrics fit the units in which they are measured', () => {
  const units = {
    makespan: 'ns',
    memoryGrowth: 'B',
    throughput: 'tasks/s',
    'latency.p50': 'ns',
    'latency.p99': 'ns',
    efficiency: '%',
    memoryPerTask: 'B',
    assignmentLatency: 'ns',
    loadBalance: '1',
  } as const;
  const used = new Set<string>();
  for (const target of targetNames.map(findTarget)) {
    if (target.stated?.scenario !== 'scheduler') continue;
    used.add(target.metric);
    const unit = units[target.metric as keyof typeof units];
    expect(() => requireFit(parseBound(target.bound, target.name), { name: target.metric, unit })).not.toThrow();
  }
  expect([...used].sort()).toStrictEqual(Object.keys(units).sort());
});

describe('stated work', () => {
  test.each([
    ['scheduler.memory1000', { scenario: 'scheduler', parameters: { tasks: 1000 } }],
    ['pool.throughput', { scenario: 'scheduler', task: 'noop', parameters: { tasks: [10, 50, 100, 500], workers: 4 } }],
    [
      'pool.efficiency4',
      { scenario: 'scheduler', task: 'sleep', duration: 10e6, parameters: { tasks: 400, workers: 4 } },
    ],
    [
      'strategies.fifo.loadBalance',
      {
        scenario: 'scheduler',
        task: 'sleep',
        duration: 1e6,
        parameters: { tasks: 1000, workers: 10, strategy: 'fifo' },
      },
    ],
    ['scaling.16.efficiency', { scenario: 'scaling', parameters: { workers: 16 } }],
    ['containers.8.efficiency', { scenario: 'containers', parameters: { containers: 8 } }],
    ['workflow.graph100', { scenario: 'workflow' }],
  ])('of %s', (name, stated) => expect(findTarget(name).stated).toStrictEqual(stated));
});

test('tables are reached by section, and by section and row', () => {
  expect(targets.pool.latencyP99.name).toBe('pool.latencyP99');
  expect(targets.strategies['work-stealing'].throughput.name).toBe('strategies.work-stealing.throughput');
  expect(targets.scaling[32].efficiency.name).toBe('scaling.32.efficiency');
});

test('the speed-ups behind the efficiencies', () => {
  expect(publishedSpeedUps).toStrictEqual({ 1: 1, 2: 1.9, 4: 3.7, 8: 6.9, 16: 12.5, 32: 22.2 });
  for (const [workers, speedUp] of Object.entries(publishedSpeedUps)) {
    const { bound } = findTarget(`scaling.${workers}.efficiency`);
    expect(parseBound(bound, 'efficiency').limit).toBe(speedUp / Number(workers));
  }
});

describe('findTarget', () => {
  test.each([
    ['pool.latencyp99', 'pool.latencyP99'],
    ['pool.latencyP98', 'pool.latencyP99'],
    ['latencyP99', 'pool.latencyP99'],
    ['strategies.work_stealing.throughput', 'strategies.work-stealing.throughput'],
  ])('%s: did you mean %s', (written, meant) => {
    expect(() => findTarget(written)).toThrow(
      expect.objectContaining({
        code: 'BAD_TARGET',
        message: expect.stringContaining(`There is no target "${written}". Did you mean "${meant}"?`),
      }),
    );
  });

  test.each(['', 'constructor', 'colour.of.everything'])('%j is near none, and all are listed', (written) => {
    expect(() => findTarget(written)).toThrow(
      `There is no target ${JSON.stringify(written)}.\nTargets are scheduler.sequential10, `,
    );
  });
});

test('reference figures, for orientation only', () => {
  expect(Object.fromEntries(referenceFigures.map(({ name, value, unit }) => [name, `${value} ${unit}`]))).toStrictEqual(
    {
      'pool.sleeping10.sequential': '100000000 ns',
      'pool.sleeping10.makespan': '30000000 ns',
      'pool.sleeping10.speedUpFrom': '2 x',
      'pool.sleeping10.speedUpTo': '3.3 x',
      'pool.cpu16.relativeTime1': '1 1',
      'pool.cpu16.relativeTime2': '0.52 1',
      'pool.cpu16.relativeTime4': '0.27 1',
      'pool.cpu16.relativeTime8': '0.15 1',
      'pool.cpu16.speedUp2': '1.9 x',
      'pool.cpu16.speedUp4': '3.7 x',
      'pool.cpu16.speedUp8': '6.7 x',
      'pool.overheadPerTask': '1000000 ns',
      'pool.startUp': '5000000 ns',
      'pool.baseMemory': '20000000 B',
      'scaling.1.efficiency': '1 %',
      'scaling.2.efficiency': '0.96 %',
      'scaling.4.efficiency': '0.93 %',
      'scaling.8.efficiency': '0.86 %',
      'scaling.16.efficiency': '0.78 %',
      'scaling.32.efficiency': '0.69 %',
      'operations.save.latency': '12300000 ns',
      'operations.save.throughput': '81300000 B/s',
      'operations.load.latency': '8700000 ns',
      'operations.load.throughput': '114900000 B/s',
      'operations.deltaEncode.latency': '45200000 ns',
      'operations.deltaEncode.throughput': '22100000 B/s',
      'operations.reconstruct.latency': '23100000 ns',
      'operations.reconstruct.throughput': '43300000 B/s',
      'compression.similarModels.compressionRatio': '15.2 x',
      'compression.similarModels.spaceSaved': '0.934 %',
      'compression.checkpoints.compressionRatio': '25.8 x',
      'compression.checkpoints.spaceSaved': '0.961 %',
      'compression.transferLearning.compressionRatio': '4.3 x',
      'compression.transferLearning.spaceSaved': '0.767 %',
      'compression.mixed.compressionRatio': '8.7 x',
      'compression.mixed.spaceSaved': '0.885 %',
      'clustering.k-means.clusters': '42 count',
      'clustering.hierarchical.clusters': '38 count',
      'clustering.adaptive.clusters': '45 count',
    },
  );
});
