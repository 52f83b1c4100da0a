/** Finds what a TypeScript file imports, in every form that the language has, with a real parser. */
import { parseSync, Visitor, type Expression, type PrivateIdentifier } from 'oxc-parser';

/** How a file refers to another: `value` and `type` at its top, `lazy` by `import()`, `url` by `new URL(…, import.meta.url)`. */
export type ImportForm = 'value' | 'type' | 'lazy' | 'url';

/** One reference of a file to another module. */
export interface Import {
  readonly form: ImportForm;
  /** What stands between the quotes. Of a template, the part before its first `${`. */
  readonly specifier: string;
  /** Whether `specifier` is all of it. */
  readonly whole: boolean;
  readonly line: number;
}

/** What the layer test reads from a file. */
export interface ParsedFile {
  readonly imports: readonly Import[];
  /** The lines of `export * from`. */
  readonly exportAll: readonly number[];
}

/**
 * Reads the imports of one source text.
 *
 * @throws Error when the text is not TypeScript
 */
export function readImports(path: string, text: string): ParsedFile {
  const parsed = parseSync(path, text);
  const problem = parsed.errors[0];
  if (problem) throw new Error(`${path}: ${problem.message}`);

  const imports: Import[] = [];
  const exportAll: number[] = [];
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const add = (form: ImportForm, start: number, specifier: string, whole = true): void => {
    imports.push({ form, specifier, whole, line: lineOf(start) });
  };
  const addExpression = (form: ImportForm, start: number, expression: Expression): void => {
    for (const { text: specifier, whole } of leadingTexts(expression)) add(form, start, specifier, whole);
  };

  new Visitor({
    ImportDeclaration(node) {
      add(node.importKind === 'type' ? 'type' : 'value', node.start, node.source.value);
    },
    ExportNamedDeclaration(node) {
      if (node.source) add(node.exportKind === 'type' ? 'type' : 'value', node.start, node.source.value);
    },
    ExportAllDeclaration(node) {
      add(node.exportKind === 'type' ? 'type' : 'value', node.start, node.source.value);
      exportAll.push(lineOf(node.start));
    },
    ImportExpression(node) {
      addExpression('lazy', node.start, node.source);
    },
    TSImportType(node) {
      add('type', node.start, node.source.value);
    },
    NewExpression(node) {
      const [target, base] = node.arguments;
      const isUrl = node.callee.type === 'Identifier' && node.callee.name === 'URL';
      if (!isUrl || !base || text.slice(base.start, base.end) !== 'import.meta.url') return;
      if (target && target.type !== 'SpreadElement') addExpression('url', node.start, target);
    },
    CallExpression(node) {
      const callee = text.slice(node.callee.start, node.callee.end);
      const [target] = node.arguments;
      if (!target || target.type === 'SpreadElement') return;
      if (callee === 'import.meta.resolve') addExpression('url', node.start, target);
      else if (callee === 'require') addExpression('value', node.start, target);
    },
  }).visit(parsed.program);

  return { imports: imports.toSorted((a, b) => a.line - b.line), exportAll };
}

/** The texts with which an expression can begin; none for one that begins with a variable. */
function leadingTexts(expression: Expression | PrivateIdentifier): readonly { text: string; whole: boolean }[] {
  if (expression.type === 'Literal') {
    return typeof expression.value === 'string' ? [{ text: expression.value, whole: true }] : [];
  }
  if (expression.type === 'TemplateLiteral') {
    const text = expression.quasis[0]?.value.raw ?? '';
    return text === '' ? [] : [{ text, whole: expression.expressions.length === 0 }];
  }
  if (expression.type === 'BinaryExpression') {
    return leadingTexts(expression.left).map(({ text }) => ({ text, whole: false }));
  }
  if (expression.type === 'ConditionalExpression') {
    return [...leadingTexts(expression.consequent), ...leadingTexts(expression.alternate)];
  }
  return [];
}
