// The task of every rival: JavaScript, so that each pool loads it as its documentation says.
import { runKernel } from '../../../src/measurement/kernel.ts';

export default function task(iterations) {
  return iterations === 0 ? undefined : runKernel(iterations, 1);
}
