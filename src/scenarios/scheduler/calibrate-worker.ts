import { openExecutor } from '../../executors/open.ts';
import { calibrate, type Calibration } from '../../measurement/calibration.ts';

let calibrated: Promise<Calibration> | undefined;

/** How fast an idle worker computes. Measured once in a process, on a worker of its own, while nothing else runs. */
export function calibrateWorker(): Promise<Calibration> {
  calibrated ??= measureWorker();
  // What failed may succeed another time.
  calibrated.catch(() => (calibrated = undefined));
  return calibrated;
}

async function measureWorker(): Promise<Calibration> {
  const executor = await openExecutor('threads', { workers: 1, depth: 1 });
  try {
    return await calibrate(
      (iterations) =>
        new Promise((resolve, reject) => {
          executor.start(0, 0, { kind: 'cpu', iterations, seed: 1 }, (ending) => {
            if (ending.ok) resolve(ending.ran.ended - ending.ran.began);
            else reject(new Error(`the worker failed: ${ending.failure.kind}`));
          });
        }),
    );
  } finally {
    await executor.close();
  }
}
