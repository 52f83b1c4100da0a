import { pathToFileURL } from 'node:url';
import { GateError } from '../model/errors.ts';
import { suggest } from '../model/suggest.ts';
import type { ModuleJob } from './job.ts';

/** A function of a user's module. */
export type JobFunction = (...args: readonly unknown[]) => unknown;

const loaded = new Map<string, Promise<JobFunction>>();

/**
 * The function that a module job names, imported into this thread; once only, however often it is asked for.
 *
 * @throws GateError `BAD_TASK` when the file cannot be imported or has no such function
 */
export function loadFunction(job: ModuleJob): Promise<JobFunction> {
  const key = `${job.name}\n${job.file}`;
  let promise = loaded.get(key);
  if (promise === undefined) {
    promise = importFunction(job);
    loaded.set(key, promise);
  }
  return promise;
}

async function importFunction(job: ModuleJob): Promise<JobFunction> {
  let namespace: Readonly<Record<string, unknown>>;
  try {
    namespace = (await import(/* @vite-ignore */ asUrl(job.file))) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new GateError({
      code: 'BAD_TASK',
      message: `task.file: ${job.file} could not be imported in a worker: ${cause instanceof Error ? cause.message : String(cause)}`,
      fix: 'Check that the path is right and that the module can be imported by plain Node (no bundler, no test globals).',
      cause,
    });
  }
  const found = namespace[job.name];
  if (typeof found === 'function') return found as JobFunction;
  const functions = Object.keys(namespace).filter((name) => typeof namespace[name] === 'function');
  const what = found === undefined ? 'has no export' : 'exports no function under the name';
  throw new GateError({
    code: 'BAD_TASK',
    message: `task.export: ${job.file} ${what} ${JSON.stringify(job.name)}.${suggest(job.name, functions)}`,
    fix:
      functions.length === 0
        ? 'Export a function from it: export default function () { … }'
        : `It exports the functions ${functions.join(', ')}.`,
  });
}

function asUrl(file: string): string {
  return file.startsWith('file:') ? file : pathToFileURL(file).href;
}
