import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { sampleCpu } from '../../../src/measurement/cpu.ts';

async function startProcess(code: string) {
  const child = spawn(process.execPath, ['-e', `process.stdout.write('up');${code}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('sampleCpu', () => {
  test('tells a busy process from an idle one', async () => {
    const busy = await startProcess('for (;;);');
    const idle = await startProcess('setInterval(() => {}, 1000)');
    try {
      const samplers = await Promise.all([sampleCpu(busy.pid), sampleCpu(idle.pid)]);
      await sleep(1300);
      const [ofBusy, ofIdle] = await Promise.all(samplers.map((sampler) => sampler.stop()));
      if (!ofBusy?.measured || !ofIdle?.measured) throw new Error(JSON.stringify([ofBusy, ofIdle]));
      expect(ofBusy.samples.length).toBeGreaterThanOrEqual(2);
      expect(ofBusy.mean).toBeGreaterThan(ofIdle.mean * 2 + 0.05);
      // One thread that never rests: never more than one core, but for its helper threads and the ticks.
      expect(ofBusy.mean).toBeLessThan(1.5);
      expect(ofBusy.samples.every(({ rss, use }) => rss > 1e6 && use >= 0)).toBe(true);
      expect(ofBusy.samples.map(({ at }) => at)).toEqual(ofBusy.samples.map(({ at }) => at).toSorted((a, b) => a - b));
    } finally {
      busy.kill('SIGKILL');
      idle.kill('SIGKILL');
    }
  });

  test('says that the run was too short', async () => {
    const sampler = await sampleCpu();
    expect(await sampler.stop()).toEqual({ measured: false, reason: expect.stringContaining('shorter than 500 ms') });
  });

  test('says that the process is not there', async () => {
    const child = await startProcess('');
    await once(child, 'close');
    const sampler = await sampleCpu(child.pid);
    expect(await sampler.stop()).toEqual({ measured: false, reason: expect.stringContaining('could not be read') });
  });

  test('keeps what it saw of a process that ended', async () => {
    const child = await startProcess('setTimeout(() => {}, 60000)');
    const sampler = await sampleCpu(child.pid);
    await sleep(700);
    child.kill('SIGKILL');
    await once(child, 'close');
    await sleep(400);
    const report = await sampler.stop();
    expect(report).toMatchObject({ measured: true, samples: [expect.anything()] });
  });

  test.each([100, 0, -1, Number.NaN, 2 ** 31])('refuses an interval of %s ms', async (interval) => {
    await expect(sampleCpu(process.pid, interval)).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });

  test.each([0, -1, 1.5])('refuses the pid %s', async (pid) => {
    await expect(sampleCpu(pid)).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });
});
