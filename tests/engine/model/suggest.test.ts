import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggest } from '../../../src/model/suggest.ts';

const metrics = ['throughput', 'latency', 'queueWait', 'loadBalance'];

describe('suggest', () => {
  test.each([
    ['latncy', 'latency'],
    ['Latency', 'latency'],
    ['queuewait', 'queueWait'],
    ['LOADBALANCE', 'loadBalance'],
    ['trougput', 'throughput'],
  ])('%s is near %s', (written, name) => expect(suggest(written, metrics)).toBe(` Did you mean "${name}"?`));

  test.each(['memory', '', 'x', 'p99'])('nothing is near %j', (written) => expect(suggest(written, metrics)).toBe(''));

  test('case decides only between names that are otherwise equally near', () => {
    expect(suggest('MS', ['ms', 'MB'])).toBe(' Did you mean "ms"?');
    expect(suggest('KB/S', ['kB/s', 'KB/s'])).toBe(' Did you mean "KB/s"?');
  });

  test('two short names without a common letter are not near', () => expect(suggest('qq', ['ns', 'ms'])).toBe(''));

  test('nothing is known', () => expect(suggest('latency', [])).toBe(''));

  test('one wrong letter in a name of three or more is always found', () => {
    fc.assert(
      fc.property(fc.constantFrom(...metrics), fc.nat(), fc.constantFrom('q', 'z', '_'), (name, place, letter) => {
        const at = place % name.length;
        expect(suggest(name.slice(0, at) + letter + name.slice(at + 1), metrics)).toContain(`"${name}"`);
      }),
    );
  });
});
