import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { expect, test, vi } from 'vitest';
import { recordedFile } from './bench-source.ts';
import { config, createProject } from './project.ts';

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

test('a watching Vitest compares every run, also after its config changed', { timeout: 180_000 }, async () => {
  using project = createProject({ 'a.bench.ts': recordedFile({ one: 100 }) });
  await project.vitest(['-u']);

  const child = spawn(process.execPath, [vitest, 'bench', '--watch'], {
    cwd: project.root,
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += stripVTControlCharacters(chunk.toString())));
  child.stderr.on('data', (chunk: Buffer) => (text += stripVTControlCharacters(chunk.toString())));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const after = async (change: () => void, said: string): Promise<void> => {
    text = '';
    change();
    await vi.waitFor(() => expect(text).toContain(said), { timeout: 9_000, interval: 50 });
  };
  try {
    await after(() => {}, '1 same');
    await vi.waitFor(() => expect(text).toMatch(/waiting for file changes/i), { timeout: 9_000, interval: 50 });
    await after(() => project.write({ 'a.bench.ts': recordedFile({ one: 500 }) }), '1 slower');
    await after(() => project.write({ 'a.bench.ts': recordedFile({ one: 101 }) }), '1 same');
    // A new config makes a new run of all that the plugin keeps.
    const restarted = (): void => project.write({ 'vitest.config.ts': config(`{ inconclusive: 'fail' }`) });
    await after(restarted, 'comparing with baseline "baseline"');
    await vi.waitFor(() => expect(text).toContain('1 same'), { timeout: 9_000, interval: 50 });
  } finally {
    child.kill();
    await ended;
  }
});
