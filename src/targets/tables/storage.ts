/** Targets of storage-like systems: operations, compression, clustering, accuracy. */
import type { TargetTable } from '../target.ts';
import { defineTable } from './define.ts';

/** Storage-like operations. Above 1 s an operation needs work. */
export const operations: Readonly<{
  interactive: TargetTable<'latency'>;
  batch: TargetTable<'latency'>;
  tolerable: TargetTable<'latency'>;
  good: TargetTable<'throughput'>;
}> = {
  interactive: defineTable('operations.interactive', 'operations', {
    latency: { metric: 'latency', bound: '< 50 ms', work: 'one operation for someone who waits' },
  }),
  batch: defineTable('operations.batch', 'operations', {
    latency: { metric: 'latency', bound: '< 500 ms', work: 'one operation of a batch' },
  }),
  tolerable: defineTable('operations.tolerable', 'operations', {
    latency: { metric: 'latency', bound: '<= 1 s', work: 'one operation', note: 'Above 1 s it needs work.' },
  }),
  good: defineTable('operations.good', 'operations', {
    throughput: { metric: 'throughput', bound: '> 50 MB/s', work: 'good throughput of one operation' },
  }),
};

/** Compression of similar data. Below 5x there is limited similarity. */
export const compression: Readonly<{
  excellent: TargetTable<'compressionRatio'>;
  good: TargetTable<'compressionRatio'>;
  effective: TargetTable<'spaceSaved'>;
}> = {
  excellent: defineTable('compression.excellent', 'compression', {
    compressionRatio: { metric: 'compressionRatio', bound: '> 10 x', work: 'excellent compression' },
  }),
  good: defineTable('compression.good', 'compression', {
    compressionRatio: { metric: 'compressionRatio', bound: '>= 5 x', work: 'good compression' },
  }),
  effective: defineTable('compression.effective', 'compression', {
    spaceSaved: { metric: 'spaceSaved', bound: '> 90 %', work: 'highly effective compression' },
  }),
};

/** What is demanded of one way of clustering. */
export type ClusteringTable = TargetTable<'compressionRatio' | 'duration'>;

/** Clustering ahead of compression: what is demanded of any, and of each way. */
export const clustering: Readonly<{
  acceptable: TargetTable<'duration'>;
  worthwhile: TargetTable<'compressionGain'>;
  'k-means': ClusteringTable;
  hierarchical: ClusteringTable;
  adaptive: ClusteringTable;
}> = {
  acceptable: defineTable('clustering.acceptable', 'clustering', {
    duration: { metric: 'duration', bound: '< 10 s', work: 'clustering by any method' },
  }),
  worthwhile: defineTable('clustering.worthwhile', 'clustering', {
    compressionGain: { metric: 'compressionGain', bound: '> 2 x', work: 'compression with ÷ without clustering' },
  }),
  'k-means': clusteredBy('k-means', 12.3, 3.2),
  hierarchical: clusteredBy('hierarchical', 11.8, 8.7),
  adaptive: clusteredBy('adaptive', 13.1, 4.1),
};

function clusteredBy(method: string, ratio: number, seconds: number): ClusteringTable {
  const on = { work: `${method} clustering`, parameters: { method } };
  return defineTable(`clustering.${method}`, 'clustering', {
    compressionRatio: { metric: 'compressionRatio', bound: `>= ${ratio} x`, ...on },
    duration: { metric: 'duration', bound: `<= ${seconds} s`, ...on },
  });
}

/** Reconstruction is bit for bit; a corrupted input is detected, never returned. */
export const accuracy: TargetTable<'reconstruction' | 'corruption'> = defineTable('accuracy', 'accuracy', {
  reconstruction: {
    metric: 'accuracy',
    bound: '>= 100 %',
    work: 'bits reconstructed, with NaN payloads, infinities, negative zero and subnormal numbers',
  },
  corruption: { metric: 'corruptionDetected', bound: '>= 100 %', work: 'corrupted inputs detected, never returned' },
});
