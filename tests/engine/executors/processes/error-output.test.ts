import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('what tasks print is printed, and what V8 says when it gives up is not', async () => {
  const program = fileURLToPath(new URL('../fixtures/prints.ts', import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program]);
  expect(stdout).toBe('said\nsaid\n');
  expect(stderr).toBe('told\ntold\n');
});
