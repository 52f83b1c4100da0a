import { cpuToPinTo } from '../../src/twins/pinning.ts';

/** Whether processes can be bound to one CPU here. */
export function canPin(): boolean {
  try {
    cpuToPinTo();
    return true;
  } catch {
    return false;
  }
}
