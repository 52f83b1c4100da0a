/** Which benchmarks of the baseline are gone: known even in a filtered run, since a file's tests are collected all the same. */
import type { CollectedFile } from './collect-run.ts';

/**
 * The stored keys that the file measures no more: their test is gone, or it ran to its end without measuring them.
 *
 * @param files the same bench file in every project that it ran in
 * @param stored all keys that the baseline has for it
 */
export function removedKeys(files: readonly CollectedFile[], stored: readonly string[]): string[] {
  const projects = files.map((file) => file.project).filter((project) => project !== '');
  return files
    .filter((file) => file.collected)
    .flatMap((file) => stored.filter((key) => projectOf(key, projects) === file.project && isGone(file, key)));
}

function isGone(file: CollectedFile, key: string): boolean {
  // Several tests may be meant: "a > b > c" is the result "c" of "a > b", or "b > c" of "a".
  const tests = file.tests.filter((candidate) => key.startsWith(`${candidate.key} > `));
  return tests.every((test) => test.complete) && !tests.some(({ results }) => results.some((one) => one.key === key));
}

function projectOf(key: string, projects: readonly string[]): string {
  return projects.find((project) => key.startsWith(`[${project}] `)) ?? '';
}
