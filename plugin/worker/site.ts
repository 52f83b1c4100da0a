/**
 * Where a benchmark was called: the line that its failure points at. A plain `bench()` is remembered by its name, since by
 * the time that it has been measured the call is no longer on the stack.
 */
import type { RunnerTestCase } from 'vitest';
import { perTest } from './per-test.ts';

const calls = perTest<Map<string, Error>>('calls');

/** Keeps the place of a call under the benchmark's name. */
export function markCall(test: RunnerTestCase, name: string, site: Error): void {
  const ofTest = calls.get(test) ?? new Map<string, Error>();
  ofTest.set(name, site);
  calls.set(test, ofTest);
}

/** Where the benchmark of this name was called; a place of its own when that is not known. */
export function callOf(test: object, name: string): Error {
  return calls.get(test)?.get(name) ?? new Error(name);
}

/** Gives an error the stack of the place where the user called the benchmark, so that reporters show that line. */
export function pointAt<E extends Error>(error: E, site: Error): E {
  const frames = (site.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return error;
}

/**
 * An error of benchgate with the user's stack; what the user's own code threw stays as it is. Told by its name: Vitest may
 * have evaluated the module of its class twice.
 */
export function pointOwn(error: unknown, site: Error): unknown {
  return error instanceof Error && error.name === 'GateError' ? pointAt(error, site) : error;
}

/** The place that called the given function. */
export function callSite(called: (...args: never[]) => unknown): Error {
  const site = new Error('benchmark');
  Error.captureStackTrace(site, called);
  return site;
}
