import os from 'node:os';
import type { Environment } from '../model/environment.ts';

/** The environment of this process. */
export function readEnvironment(): Environment {
  const model = os.cpus()[0]?.model.replaceAll(/\s+/g, ' ').trim();
  return {
    cpu: model === undefined || model === '' ? 'unknown' : model,
    cores: os.availableParallelism(),
    os: os.platform(),
    arch: os.arch(),
    node: Number(process.versions.node.split('.', 1)[0]),
  };
}
