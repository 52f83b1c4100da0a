/** Checked by tsc alone: every line below an expected error must be one. */
import type { TestContext } from 'vitest';
import benchgate from '../../plugin/index.ts';

/** The options of one test. */
export function choose({ bench }: TestContext): void {
  bench.gate({});
  bench.gate({ smallestSlowdown: '2 %', budget: '1 min', pin: true });
  bench.gate({ smallestSlowdown: 0.02 });
  // @ts-expect-error no such option
  bench.gate({ margin: 0.02 });
  // @ts-expect-error a percentage has its sign
  bench.gate({ smallestSlowdown: '2' });
  // @ts-expect-error a duration has a unit
  bench.gate({ budget: '30' });
  // @ts-expect-error options are an object
  bench.gate();
}

benchgate({ judgeBy: 'code', smallestSlowdown: '3%', budget: { each: '30 s', total: '5 min' }, pin: false });
// @ts-expect-error no such way to judge
benchgate({ judgeBy: 'feeling' });
// @ts-expect-error a size is no duration
benchgate({ budget: { each: '30 MB' } });
