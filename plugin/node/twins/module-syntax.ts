/** The syntax tree of a module, as far as it is looked at here. */
import { parseAst } from 'vitest/node';

/** A node; which members there are depends on its type. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

/** @throws what the parser says of code that is none */
export function parseModule(code: string): readonly SyntaxNode[] {
  return (parseAst(code) as unknown as { readonly body: readonly SyntaxNode[] }).body;
}

/** Calls `visit` for every node below, outer ones first, with the node around it. Where it answers false, nothing inside is visited. */
export function walk(
  value: unknown,
  visit: (node: SyntaxNode, around: SyntaxNode | undefined) => boolean | undefined,
  around?: SyntaxNode,
): void {
  if (typeof value !== 'object' || value === null) return;
  const node = isNode(value) ? value : undefined;
  if (node !== undefined && visit(node, around) === false) return;
  for (const inner of Object.values(value)) walk(inner, visit, node ?? around);
}

/** The name that an identifier, or a literal in its place, stands for. */
export function nameOf(node: unknown): string | undefined {
  const { name, value } = node as { readonly name?: unknown; readonly value?: unknown };
  return typeof name === 'string' ? name : typeof value === 'string' ? value : undefined;
}

/** What the top level of a module declares, or imports. */
export function declaredNames(body: readonly SyntaxNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of body) {
    const declaration = (statement['declaration'] ?? statement) as SyntaxNode;
    const declared = declaration['declarations'] ?? statement['specifiers'];
    const ids = Array.isArray(declared)
      ? declared.map(({ id, local }: Record<string, unknown>) => id ?? local)
      : [declaration['id']];
    // Of a pattern also the keys, which are taken for names: one declaration less does no harm where it was not needed.
    walk(ids, (node) => {
      if (node.type === 'Identifier') names.add(nameOf(node)!);
      return undefined;
    });
  }
  return names;
}

function isNode(value: object): value is SyntaxNode {
  return 'type' in value && typeof value.type === 'string';
}
