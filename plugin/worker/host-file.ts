/** The program of measuring processes, by path: nothing of it is loaded here. */
import { fileURLToPath } from 'node:url';

/** `.ts` in the source tree, `.js` in the package. */
export const hostFile: string = fileURLToPath(
  new URL(`../../src/twins/host/main.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
);
