import { GateError } from '../model/errors.ts';
import { formatQuantity } from '../model/units.ts';
import type { Job, ModuleJob } from './job.ts';
import type { Slot } from './slot.ts';
import { loadFailure, type ThrownData } from './thrown.ts';

/** How long loading a user's module may take where nothing else is said, in ns. */
const loadingPatience = 30e9;

/** As `Executor.prepare`: only modules have code of their own to load. */
export async function prepareSlots(
  slots: readonly Slot[],
  job: Job,
  patience: number = loadingPatience,
): Promise<void> {
  const plain = job.kind === 'faulted' ? job.job : job;
  if (plain.kind !== 'module') return;
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        reject(
          new GateError({
            code: 'BAD_TASK',
            message: `task.file: ${plain.file} did not finish loading within ${formatQuantity(patience, 'ns')}.`,
            fix: 'Look for a loop or an await that never ends at the top level of the module, or raise the timeout.',
          }),
        );
      },
      Math.min(2 ** 31 - 1, Math.ceil(patience / 1e6)),
    );
  });
  try {
    await Promise.race([overdue, Promise.all(slots.map((slot) => load(slot, plain)))]);
  } finally {
    clearTimeout(timer);
  }
}

async function load(slot: Slot, job: ModuleJob): Promise<void> {
  let thrown: ThrownData | undefined;
  try {
    thrown = (await slot.ask({ control: 'load', job: { ...job, args: [] } })) as ThrownData | undefined;
  } catch (cause) {
    throw new GateError({
      code: 'BAD_TASK',
      message: `task.file: ${job.file} ended the worker that loaded it: ${cause instanceof Error ? cause.message : String(cause)}`,
      fix: 'Take process.exit and other side effects out of the top level of the module.',
      cause,
    });
  }
  if (thrown !== undefined) throw loadFailure(thrown);
}
