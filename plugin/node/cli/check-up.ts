/** What `benchgate doctor` looks at: whether code can be measured beside code here, and how steadily. */
import { createRequire } from 'node:module';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { locateRepository } from '../../../src/base-tree/repository.ts';
import { GateError } from '../../../src/model/errors.ts';
import { renderTable } from '../../../src/model/table.ts';
import { cpuToPinTo } from '../../../src/twins/pinning.ts';

/** One thing that was looked at. */
interface Finding {
  readonly what: string;
  /** `no`: benchmarks cannot run; `weak`: they can, and something is missing. */
  readonly state: 'ok' | 'weak' | 'no';
  readonly says: string;
}

/** @returns a table, and whether benchmarks can run at all */
export async function checkUp(folder: string): Promise<{ text: string; sound: boolean }> {
  const findings = [checkNode(), checkVitest(folder), await checkGit(folder), checkPinning(), checkLoad()];
  const columns = [{ title: '' }, { title: '' }, { title: '' }];
  const text = renderTable({ columns, rows: findings.map(({ state, what, says }) => [state, what, says]) });
  return {
    text: `${text}\n\nHow fine the gate sees here: benchgate doctor --noise`,
    sound: findings.every(({ state }) => state !== 'no'),
  };
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 22 || (major === 22 && minor >= 12);
  return {
    what: 'Node',
    state: fits ? 'ok' : 'no',
    says: `${process.version}${fits ? '' : '; 22.12 or later is needed'}`,
  };
}

function checkVitest(folder: string): Finding {
  try {
    const { version } = createRequire(join(folder, 'package.json'))('vitest/package.json') as { version: string };
    const fits = Number.parseInt(version, 10) >= 5;
    return { what: 'Vitest', state: fits ? 'ok' : 'no', says: `${version}${fits ? '' : '; 5 or later is needed'}` };
  } catch {
    return { what: 'Vitest', state: 'no', says: `not installed in ${folder}: npm install --save-dev vitest@5 vite` };
  }
}

async function checkGit(folder: string): Promise<Finding> {
  const what = 'the code of baselines';
  try {
    const { shallow } = await locateRepository(folder);
    return shallow
      ? { what, state: 'weak', says: 'a shallow clone, which has no older commits: git fetch --unshallow' }
      : { what, state: 'ok', says: 'in git' };
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return { what, state: 'weak', says: `only saved numbers can be compared: ${error.message.split('\n')[0]}` };
  }
}

function checkPinning(): Finding {
  const what = 'pinning to a CPU';
  try {
    cpuToPinTo();
    return { what, state: 'ok', says: 'by taskset' };
  } catch {
    return { what, state: 'weak', says: 'not here: round trips between threads will be inconclusive' };
  }
}

/** A busy machine widens intervals; it does not make them wrong. */
function checkLoad(): Finding {
  const cores = availableParallelism();
  const [load = 0] = loadavg();
  const busy = load > cores / 2;
  const says = `${cores} cores, load ${load.toFixed(1)}`;
  return {
    what: 'the machine',
    state: busy ? 'weak' : 'ok',
    says: busy ? `${says}: busy, verdicts will take longer` : says,
  };
}
