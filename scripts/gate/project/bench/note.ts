/** Leaves what a benchmark answered in the recording: in Vitest samples of it, in a measuring process quantiles of one side. */
import { appendFileSync } from 'node:fs';
import { origin } from '../src/origin.ts';

/** As many samples as tools keep that compare them. */
const kept = 100;

interface Benched {
  readonly name: string;
  readonly latency: {
    readonly samples: ArrayLike<number> | undefined;
    readonly samplesCount: number;
    readonly mean: number;
    readonly min: number;
    readonly p50: number;
    readonly p75: number;
    readonly p99: number;
    readonly sd: number;
  };
}

export function note({ name, latency }: Benched): void {
  const file = process.env['BENCHGATE_RECORD'];
  // A side that only runs so that its test goes on has a single time.
  if (file === undefined || latency.samplesCount < 2) return;
  const { samples, samplesCount, mean, min, p50, p75, p99, sd } = latency;
  const figures = { name, samplesCount, mean, min, p50, p75, p99, sd };
  const told = samples === undefined ? { note: 'side', origin } : { note: 'own', samples: draw(samples) };
  appendFileSync(file, `${JSON.stringify({ ...told, ...figures })}\n`);
}

/** Sorted they are: some of them have to be drawn. */
function draw(samples: ArrayLike<number>): number[] {
  return Array.from(
    { length: Math.min(kept, samples.length) },
    () => samples[Math.floor(Math.random() * samples.length)]!,
  );
}
