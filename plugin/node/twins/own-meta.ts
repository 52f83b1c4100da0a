/** What a module knows of its own file: `import.meta`, and the names of CommonJS that Vitest gives to every module. */
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { declaredNames, nameOf, parseModule, type SyntaxNode, walk } from './module-syntax.ts';

/** What stands for `import.meta.env`; the entry of the bundle sets it. */
export const envGlobal = 'globalThis.__benchgate_env__';
/** What makes `import.meta.resolve` and `require` of a module's URL; the entry of the bundle sets it. */
export const requireGlobal = 'globalThis.__benchgate_require__';

/**
 * Writes what the module's own file is into the code: in the bundle it would be the bundle's, and a worker file that is named
 * relative to it would not be found. Lines stay where they are.
 */
export function withOwnMeta(code: string, file: string): string {
  if (!/import\.meta|__dirname|__filename|\brequire\b/.test(code)) return code;
  const url = JSON.stringify(pathToFileURL(file).href);
  const own: Readonly<Record<string, string>> = {
    url,
    filename: JSON.stringify(file),
    dirname: JSON.stringify(dirname(file)),
    env: envGlobal,
    resolve: `${requireGlobal}(${url}).resolveUrl`,
  };
  const whole = `({ ${Object.entries(own)
    .map(([name, text]) => `${name}: ${text}`)
    .join(', ')} })`;
  const body = parseModule(code);
  let result = code;
  for (const { start, end, name } of metaUses(body).toReversed()) {
    const text = name === undefined ? whole : own[name];
    if (text !== undefined) result = result.slice(0, start) + text + result.slice(end);
  }
  const head = declarations(body, { ...own, require: `${requireGlobal}(${url})` });
  // The first line of a program may say how to start it.
  const at = result.startsWith('#!') ? result.indexOf('\n') + 1 : 0;
  return result.slice(0, at) + head + result.slice(at);
}

/** A use of `import.meta`; without a name, of the object itself. */
interface MetaUse {
  readonly start: number;
  readonly end: number;
  readonly name: string | undefined;
}

/** In the order of the code. */
function metaUses(body: readonly SyntaxNode[]): MetaUse[] {
  const found: MetaUse[] = [];
  walk(body, (node, around) => {
    if (node.type !== 'MetaProperty' || nameOf(node['meta']) !== 'import') return undefined;
    const isMember = around?.type === 'MemberExpression' && around['computed'] === false && around['object'] === node;
    found.push(isMember ? { ...around, name: nameOf(around['property']) } : { ...node, name: undefined });
    return false;
  });
  return found;
}

/** Declares the names of CommonJS that the module uses and does not declare itself. */
function declarations(body: readonly SyntaxNode[], own: Readonly<Record<string, string>>): string {
  // What is CommonJS altogether gets `require` from the bundler, which looks for it.
  const given = {
    __filename: own['filename'],
    __dirname: own['dirname'],
    ...(isEsm(body) ? { require: own['require'] } : {}),
  };
  const declared = declaredNames(body);
  const used = new Set<string>();
  walk(body, (node) => {
    if (node.type === 'Identifier') used.add(nameOf(node)!);
    return undefined;
  });
  return Object.entries(given)
    .filter(([name]) => used.has(name) && !declared.has(name))
    .map(([name, text]) => `const ${name} = ${text};`)
    .join('');
}

function isEsm(body: readonly SyntaxNode[]): boolean {
  let found = false;
  walk(body, ({ type }) => {
    found ||= /^(?:Import|Export).*Declaration$|^MetaProperty$/.test(type);
    return !found;
  });
  return found;
}
