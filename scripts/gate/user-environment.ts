/** The environment without what an outer npm, Vitest or CI put there, and without colours. */
export function userEnvironment(): Record<string, string> {
  const outer =
    /^(?:VITEST|BENCHGATE|CI$|GITHUB_|npm_|NODE_OPTIONS$|NODE_ENV$|TEST$|MODE$|PROD$|DEV$|SSR$|BASE_URL$|FORCE_COLOR$)/;
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || outer.test(name) ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}
