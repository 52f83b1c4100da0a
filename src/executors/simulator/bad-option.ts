import { GateError } from '../../model/errors.ts';

/** An error about an option of a simulation. */
export function badOption(message: string, fix: string): GateError {
  return new GateError({ code: 'BAD_OPTION', message, fix });
}
