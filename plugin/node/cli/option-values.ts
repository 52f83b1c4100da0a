/** Values of options as the parser hands them over, read as what they should be. */
import { GateError } from '../../../src/model/errors.ts';

/** What the parser makes of an option: numbers where it looks like one, an array where it was written twice. */
export type RawValue = string | number | boolean | readonly unknown[] | undefined;

/** @throws GateError `BAD_OPTION` when it is not one number */
export function readNumber(value: RawValue, flag: string): number | undefined {
  const text = readText(value, flag);
  if (text === undefined) return undefined;
  const number = Number(text.replaceAll('_', ''));
  if (text.trim() === '' || Number.isNaN(number)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${flag}: ${JSON.stringify(text)} is not a number.`,
      fix: `Write ${flag} and a number, such as ${flag} 10.`,
    });
  }
  return number;
}

/** Numbers with commas between them. @throws GateError `BAD_OPTION` when one of them is none */
export function readNumbers(value: RawValue, flag: string): number[] | undefined {
  return readText(value, flag)
    ?.split(',')
    .map((part) => readNumber(part, flag)!);
}

/** @throws GateError `BAD_OPTION` when the option was written more than once, or without a value */
export function readText(value: RawValue, flag: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new GateError({
    code: 'BAD_OPTION',
    message: `${flag}: it ${typeof value === 'boolean' ? 'has no value' : 'was written more than once'}.`,
    fix: `Write ${flag} once, with one value.`,
  });
}
