/** Time from opening a pool to its first result, alternating: `node start-up.ts '{"workers":1,"rounds":7}'`. */
import { benchgate } from './benchgate.ts';
import { piscina } from './piscina.ts';

const { workers, rounds } = JSON.parse(process.argv[2]!) as { readonly workers: number; readonly rounds: number };
const found: Record<string, number[]> = { benchgate: [], piscina: [] };
for (let round = 0; round <= rounds; round++) {
  for (const rival of round % 2 === 0 ? [benchgate, piscina] : [piscina, benchgate]) {
    const started = process.hrtime.bigint();
    const pool = await rival.open({ workers, inFlight: 1, tuned: false });
    await Promise.all(Array.from({ length: workers }, () => pool.run({ iterations: 0 })));
    // The first round loads the modules.
    if (round > 0) found[rival.name]!.push(Number(process.hrtime.bigint() - started));
    await pool.close();
  }
}
process.stdout.write(JSON.stringify(found));
process.exit(0);
