/** Benchgate's own files that are handed over by path. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GateError } from '../../src/model/errors.ts';

/** `.ts` in the source tree, `.js` in the package. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** A file that workers load. @throws GateError `UNSUPPORTED` when it is not there */
export function workerFile(name: 'runner' | 'provider'): string {
  return ownFile(`../worker/${name}.${extension}`);
}

/** The engine, which runs the scenarios. @throws GateError `UNSUPPORTED` when it is not there */
export function engineFile(): string {
  return ownFile(`../../src/index.${extension}`);
}

function ownFile(path: string): string {
  const file = fileURLToPath(new URL(path, import.meta.url));
  if (existsSync(file)) return file;
  throw new GateError({
    code: 'UNSUPPORTED',
    message: `benchgate's own file ${file} is missing.`,
    fix: 'Install benchgate again; bundling it into the config file is not supported.',
  });
}
