/** `--task` and `--priority`: the tasks of a scheduler benchmark as one word of a command line. */
import { GateError } from '../../../src/model/errors.ts';
import { suggest } from '../../../src/model/suggest.ts';
import type { Duration } from '../../../src/model/units.ts';
import type { TaskOption, TaskPriority } from '../../../src/index.ts';

/** How tasks can be written, for help and errors. */
export const taskForms = 'noop, sleep:10ms, cpu:2ms, or a file of yours with an exported function: ./task.ts#work';

/**
 * Reads `noop`, `sleep:<duration>`, `cpu:<duration>`, `<file>` or `<file>#<export>`. Durations and files are checked by the scenario.
 *
 * @throws GateError `BAD_TASK` when it is none of these
 */
export function readTask(text: string, priority: TaskPriority | undefined): TaskOption {
  const common = priority === undefined ? {} : { priority };
  if (text === 'noop') return { type: 'noop', ...common };
  const timed = /^(sleep|cpu):(.*)$/.exec(text);
  if (timed) return { type: timed[1] as 'sleep' | 'cpu', duration: timed[2] as Duration, ...common };
  if (text === 'sleep' || text === 'cpu') {
    const example = text === 'sleep' ? 'sleep:10ms' : 'cpu:2ms';
    throw new GateError({
      code: 'BAD_TASK',
      message: `--task: ${text} needs a duration: ${example}.`,
      fix: `Write ${taskForms}.`,
    });
  }
  if (!/[./\\#]/.test(text)) {
    const written = text.split(':')[0]!;
    throw new GateError({
      code: 'BAD_TASK',
      message: `--task: ${JSON.stringify(text)} is no task.${suggest(written, ['noop', 'sleep', 'cpu'])}`,
      fix: `Write ${taskForms}.`,
    });
  }
  const [, file = text, name] = /^(.*)#([^#/\\]+)$/.exec(text) ?? [];
  return { file, ...(name === undefined ? {} : { export: name }), ...common };
}
