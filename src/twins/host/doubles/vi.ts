/** What stands for `vi`: little, since mocks of one side would be in the way of the other's. */
import { GateError } from '../../../model/errors.ts';
import { isCallable } from '../record/callable.ts';

/** The environment before `stubEnv`. */
const unstubbed = new Map<string, string | undefined>();

/** Makes `vi`. What it does not have throws when it is asked for. */
export function createVi(): unknown {
  const known: Readonly<Record<string, unknown>> = {
    fn: (implementation?: unknown) => {
      return (...args: readonly unknown[]): unknown =>
        isCallable(implementation) ? implementation(...args) : undefined;
    },
    stubEnv: (name: string, value: string | boolean | undefined) => {
      if (!unstubbed.has(name)) unstubbed.set(name, process.env[name]);
      setVariable(name, value === true ? '1' : value === false ? '' : value);
      return vi;
    },
    unstubAllEnvs: () => {
      for (const [name, value] of unstubbed) setVariable(name, value);
      unstubbed.clear();
      return vi;
    },
    setConfig: () => undefined,
    resetConfig: () => undefined,
  };
  const vi: unknown = new Proxy(known, {
    get(_, key) {
      if (typeof key === 'symbol' || key === 'then') return undefined;
      if (Object.hasOwn(known, key)) return known[key];
      throw new GateError({
        code: 'UNSUPPORTED',
        message: `vi.${key}: mocks cannot be measured beside the baseline.`,
        fix: 'Take the mock out of the bench file, or judge this file by the saved numbers.',
      });
    },
  });
  return vi;
}

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
