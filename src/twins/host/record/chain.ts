/** A function whose properties make variants of it: `test.skip.concurrent(…)`. */
export interface Chain {
  (...args: readonly unknown[]): unknown;
  readonly [name: string]: unknown;
}

/** What a chain is made of. */
interface ChainParts<Context extends object> {
  /** Names of the properties that set a flag of the context. */
  readonly flags: readonly string[];
  /** What a call does. */
  readonly act: (context: Context, args: readonly unknown[]) => unknown;
  /** The other properties; `variant` makes a chain with another context. */
  readonly methods: (
    context: Context,
    variant: (context: Context) => Chain,
    itself: () => Chain,
  ) => Readonly<Record<string, unknown>>;
}

/** Makes a chain with its first context. */
export function createChain<Context extends object>(parts: ChainParts<Context>, context: Context): Chain {
  const variant = (other: Context): Chain => createChain(parts, other);
  const chain = (...args: readonly unknown[]): unknown => parts.act(context, args);
  Object.assign(
    chain,
    parts.methods(context, variant, () => chain as unknown as Chain),
  );
  for (const flag of parts.flags) {
    Object.defineProperty(chain, flag, { get: () => variant({ ...context, [flag]: true }) });
  }
  return chain as unknown as Chain;
}
