/** A noisy neighbour: computes and allocates in bursts at random times, until whoever started it is gone. */
const longest = { burst: 1500, pause: 1500 };
/** A burst looks up this often, in ms. */
const slice = 10;

process.on('disconnect', () => process.exit(0));

/** What a slice allocates lives as long as the burst. */
let kept = [];

function work() {
  const until = performance.now() + slice;
  let state = 1;
  while (performance.now() < until) {
    for (let round = 0; round < 5000; round++) state = (Math.imul(state ^ (state >>> 13), 0x5bd1e995) + round) | 0;
    kept.push(Array.from({ length: 200 }, (_, index) => ({ index, state })));
    if (kept.length > 2000) kept = [];
  }
}

function burst(until) {
  work();
  if (performance.now() < until) setImmediate(burst, until);
  else pause();
}

function pause() {
  kept = [];
  setTimeout(() => burst(performance.now() + Math.random() * longest.burst), Math.random() * longest.pause);
}

pause();
