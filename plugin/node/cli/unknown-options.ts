/** Refuses options that a command does not have, with the nearest one that it has. */
import { GateError } from '../../../src/model/errors.ts';
import { suggest } from '../../../src/model/suggest.ts';

interface CommandOptions {
  readonly options: readonly { readonly names: readonly string[] }[];
}

/** What is looked at of a parsed command line; both cac's and the one inside Vitest have it. */
export interface ParsedCommandLine {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly globalCommand: CommandOptions;
  readonly matchedCommand?: (CommandOptions & { readonly name: string }) | undefined;
}

/**
 * Checks the options that were written. Nothing is checked where only help or the version is shown.
 *
 * @throws GateError `BAD_OPTION` with a did-you-mean
 */
export function refuseUnknownOptions({ name, options, globalCommand, matchedCommand }: ParsedCommandLine): void {
  if (matchedCommand === undefined) return;
  const known = [...matchedCommand.options, ...globalCommand.options].flatMap(({ names }) =>
    names.map((one) => one.split('.')[0]!),
  );
  for (const written of Object.keys(options)) {
    if (written === '--' || known.includes(written)) continue;
    throw new GateError({
      code: 'BAD_OPTION',
      message: `Unknown option ${asFlag(written)}.${suggest(asFlag(written), known.map(asFlag))}`,
      fix: `All options are shown by: ${name} ${matchedCommand.name} --help`,
    });
  }
}

function asFlag(name: string): string {
  const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return kebab.length === 1 ? `-${kebab}` : `--${kebab}`;
}
