import type { Costs } from '../../executors/simulator/costs.ts';
import { calibrateCosts } from './calibrate.ts';

let calibrated: Promise<Costs> | undefined;

/** The costs of a simulation. What worker threads of this machine cost is measured once in a process. */
export async function resolveCosts(costs: 'calibrated' | Costs): Promise<Costs> {
  if (costs !== 'calibrated') return costs;
  calibrated ??= calibrateCosts();
  // What failed may succeed another time.
  calibrated.catch(() => (calibrated = undefined));
  return calibrated;
}
