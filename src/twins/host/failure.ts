/** Errors as they are told to the run. */
import { inspect } from 'node:util';
import type { FailedAnswer, Side as SideName } from '../protocol.ts';
import { SideError } from './measure/side-error.ts';

/** The message and the stack are cut here: somebody has to read them. */
const mostCharacters = { message: 4000, stack: 8000 };

/** @param error whatever was thrown */
export function failedAnswer(side: SideName, error: unknown): FailedAnswer {
  const { message, stack } = describeError(error);
  return { type: 'failed', side, message, stack };
}

/** An error in words: `TypeError: x is not a function`. What is no error is shown as it is. */
export function describeError(thrown: unknown): { readonly message: string; readonly stack: string } {
  const error = thrown instanceof SideError ? thrown.cause : thrown;
  const message = cut(messageOf(error), mostCharacters.message);
  return { message, stack: cut(stackOf(error) ?? message, mostCharacters.stack) };
}

function messageOf(error: unknown): string {
  try {
    if (!isErrorLike(error)) return typeof error === 'string' ? error : inspect(error);
    const name = typeof error.name === 'string' && error.name !== '' ? error.name : 'Error';
    if (!(error instanceof AggregateError))
      return `${name}: ${typeof error.message === 'string' ? error.message : inspect(error.message)}`;
    return [`${name}: ${error.message}`, ...error.errors.map(messageOf)].join('\n');
  } catch {
    // Errors are objects of the user's, and so are their accessors.
    return 'An error that cannot be read.';
  }
}

function stackOf(error: unknown): string | undefined {
  try {
    return isErrorLike(error) && typeof error.stack === 'string' ? error.stack : undefined;
  } catch {
    return undefined;
  }
}

/** Errors of another realm are errors, too. */
function isErrorLike(error: unknown): error is { name: unknown; message: unknown; stack?: unknown } {
  return (
    typeof error === 'object' && error !== null && (error instanceof Error || ('message' in error && 'stack' in error))
  );
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
