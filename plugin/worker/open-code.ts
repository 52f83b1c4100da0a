/** The code of bench files, as far as a test has asked for it: to know that none has loads nothing of what measures it. */
import type { CodeOfFile } from './code-of-file.ts';
import { perTest } from './per-test.ts';

/** By bench file (its task). */
export const openCode: WeakMap<object, Promise<CodeOfFile | undefined>> = perTest('code');
