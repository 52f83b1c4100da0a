/**
 * Prints the fingerprints of a set of simulations, one JSON object by name: with them, versions of Node and machines are
 * compared (scripts/try-nodes.ts).
 */
import { simulate, type SimulationOptions } from '../src/executors/simulator/simulate.ts';
import type { Simulated } from '../src/executors/simulator/simulated.ts';
import { strategies, strategyNames } from '../src/schedulers/strategies.ts';
import { createSampler, type Distribution } from '../src/statistics/distributions.ts';
import { createRandom } from '../src/statistics/random.ts';

const size = 20_000;

const durations: readonly Distribution[] = [
  { kind: 'constant', value: 1e6 },
  { kind: 'uniform', min: 1e5, max: 1e7 },
  { kind: 'exponential', mean: 1e6 },
  { kind: 'lognormal', median: 1e6, sigma: 1.5 },
  { kind: 'pareto', min: 1e5, alpha: 1.3, max: 1e9 },
  { kind: 'bimodal', small: 1e5, large: 1e7, share: 0.1 },
];

/** What else may be asked for. */
const settings: Readonly<Record<string, Partial<SimulationOptions>>> = {
  plain: {},
  costs: { costs: { dispatch: 3000, transfer: 40_000, retrieve: 2500, steal: 700 } },
  deep: { depth: 8, overlap: true },
  faults: { faults: { crashEvery: 2e7, restart: 5e6, taskFailures: 0.05 }, retries: 3 },
};

function column(draw: () => number): Float64Array {
  return Float64Array.from({ length: size }, () => draw());
}

function optionsFor(
  distribution: Distribution,
  extra: Partial<SimulationOptions>,
): Omit<SimulationOptions, 'strategy'> {
  const random = createRandom(42);
  const speeds = Array.from({ length: 24 }, (_, worker) => 1 / (1 + (worker % 4)));
  const capacity = speeds.reduce((sum, speed) => sum + speed, 0);
  const service = column(createSampler(distribution, random.fork()));
  const mean = service.reduce((sum, time) => sum + time, 0) / size;
  const gap = createSampler({ kind: 'exponential', mean: mean / capacity / 0.8 }, random.fork());
  let time = 0;
  const levels = random.fork();
  return {
    speeds,
    load: {
      size,
      service,
      arrivals: column(() => (time += gap())),
      priorities: column(() => levels.integer(5)),
    },
    ...extra,
  };
}

/** The fingerprint with the figures that come out beside it: those have to be the same, too. */
function digest({ fingerprint, busy, tasksOf, ...figures }: Simulated): string {
  const { makespan, waiting, latency, inversions, invertedTime, utilization, steals } = figures;
  const sums = [busy.reduce((sum, time) => sum + time, 0), tasksOf.reduce((sum, count) => sum + count, 0)];
  const numbers = [makespan, waiting, latency, inversions, invertedTime, utilization, steals, ...sums];
  return `${fingerprint} ${JSON.stringify(numbers)}`;
}

const fingerprints: Record<string, string> = {};
for (const distribution of durations) {
  for (const [setting, extra] of Object.entries(settings)) {
    const options = optionsFor(distribution, extra);
    for (const name of strategyNames) {
      fingerprints[`${name}, ${distribution.kind}, ${setting}`] = digest(
        simulate({ strategy: strategies[name], ...options }),
      );
    }
  }
}
process.stdout.write(JSON.stringify(fingerprints));
