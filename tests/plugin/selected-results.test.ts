import { expect, test } from 'vitest';
import { isSelected } from '../../plugin/node/twins/selected-results.ts';

test.each([
  ['t > b', '', undefined, true],
  ['[p] t > b', 'p', undefined, true],
  ['[q] t > b', 'p', undefined, false],
  ['t > b', 'p', undefined, false],
  ['suite > t > b', '', /^suite > t$/, true],
  ['suite > t > b', '', /suite t/, false],
  ['[p] suite > t > b', 'p', /^suite > t$/, true],
  ['t > of a > b', '', /^t$/, true],
  ['t > b', '', /b$/, false],
])('%s in project "%s" with -t %s: %s', (key, project, pattern, selected) => {
  expect(isSelected(key, { project, pattern })).toBe(selected);
});
