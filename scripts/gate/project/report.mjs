/** Writes what the run judged to the file that the environment names: one JSON line per result. */
import { appendFileSync } from 'node:fs';

export default class Report {
  onTestRunEnd(modules) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const lines = tests.map((test) => {
      const { results = [] } = test.meta().benchgate ?? {};
      const errors = test.result().errors ?? [];
      return JSON.stringify({
        test: test.fullName,
        milliseconds: test.diagnostic()?.duration,
        state: test.result().state,
        errors: errors.map(({ message }) => message),
        results: results.map(({ result, comparisons }) => ({ name: result.name, comparisons })),
      });
    });
    const failed = modules.flatMap((module) =>
      module.errors().map(({ message }) => JSON.stringify({ errors: [message] })),
    );
    appendFileSync(process.env.GATE_REPORT, [...lines, ...failed].map((line) => `${line}\n`).join(''));
  }
}
