/**
 * The measuring processes of one bench file. The benchmarks of the file share them: the tenth process is fresh for each benchmark
 * that it measures for the first time, and only the first one pays for its start.
 */
import { appendFileSync } from 'node:fs';
import { createRandom, type Random } from '../statistics/random.ts';
import { MeasuringProcess, type Outcome, type Patience, type ProcessSettings } from './measuring-process.ts';
import type { Answer, BlockPlan, LoadRequest, Side } from './protocol.ts';

/** What the processes of a bench file have in common. */
export interface FileSettings extends ProcessSettings, Pick<LoadRequest, 'modules' | 'globals' | 'provided'> {
  /** Decides roles and order. @default by chance */
  readonly seed?: number;
}

/** What to measure in one process. */
export interface Measurement {
  readonly test: string;
  readonly results: readonly string[];
  readonly plan: BlockPlan;
}

/** How many processes are kept for the next benchmark; the others end after their measurement. */
const kept = 16;

export class MeasuringProcesses {
  readonly #settings: FileSettings;
  readonly #random: Random;
  readonly #alive: (MeasuringProcess | undefined)[] = [];
  /** Why the file cannot be loaded: the next process would only tell, or hang, the same way. */
  #unloadable: Exclude<Outcome<Extract<Answer, { type: 'loaded' }>>, { type: 'loaded' }> | undefined;

  constructor(settings: FileSettings) {
    this.#settings = settings;
    this.#random = createRandom(settings.seed ?? Math.floor(Math.random() * 2 ** 32));
  }

  /**
   * Measures in the process of this number; the same number is the same process.
   *
   * @returns the pairs, the side that failed, or that the process was lost
   */
  async measure(
    number: number,
    { test, results, plan }: Measurement,
    patience: Patience,
  ): Promise<Outcome<Extract<Answer, { type: 'measured' }>>> {
    if (this.#unloadable !== undefined) return this.#unloadable;
    let measuring = this.#alive[number];
    if (measuring === undefined) {
      measuring = new MeasuringProcess(this.#settings);
      const { modules, globals, provided } = this.#settings;
      const loaded = await measuring.load({ type: 'load', modules, first: this.#side(), globals, provided }, patience);
      if (loaded.type !== 'loaded') {
        measuring.end();
        if (number === 0 && patience.signal?.aborted !== true) this.#unloadable = loaded;
        return loaded;
      }
      this.#alive[number] = measuring;
    }
    const seed = this.#random.integer(2 ** 32);
    const outcome = await measuring.measure(
      { type: 'measure', test, results, first: this.#side(), seed, plan },
      patience,
    );
    // For trying other rules on the same measurements.
    const { BENCHGATE_RECORD: recording } = process.env;
    if (recording !== undefined && recording !== '' && outcome.type === 'measured') {
      appendFileSync(recording, `${JSON.stringify({ note: 'pairs', number, test, pairs: outcome.pairs })}\n`);
    }
    if (outcome.type === 'lost' || number >= kept) {
      this.#alive[number] = undefined;
      if (outcome.type === 'lost') measuring.end();
      else await measuring.close();
    }
    return outcome;
  }

  /** Ends them all, after the hooks of the bench file. */
  async close(): Promise<void> {
    await Promise.all(this.#alive.splice(0).flatMap((measuring) => measuring?.close() ?? []));
  }

  /** Drawn for each process and each benchmark anew: under unchanged code neither side is favoured, whatever drifts. */
  #side(): Side {
    return this.#random.integer(2) === 0 ? 'base' : 'head';
  }
}
