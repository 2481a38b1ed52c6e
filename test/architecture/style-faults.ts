import ts from 'typescript';

const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;

const FORBIDDEN: readonly [what: string, pattern: RegExp][] = [
  ['holds a note of work to do: do it, or make it an issue', /\b(TODO|FIXME|XXX|HACK)\b/],
  ['silences the type checker', /@ts-(ignore|nocheck|expect-error)/],
  ['leaves a test out', /\b(test|it|describe)\.(only|skip)\(/],
];

const RULES = /^src\/modules\/([^/]+\/[^/]*rules\.ts$|.+\/rules\/)/;
const CLOCK = /\bnew Date\(\)|\bDate\.now\(\)|\bMath\.random\(\)/;

/** What a file of the project (path from its root, with slashes) does against the house style; empty when nothing. */
export function styleFaults(path: string, text: string): string[] {
  const faults: string[] = [];
  const lines = text.split('\n').length - 1;
  if (lines > FILE_LINES_MAX) faults.push(`${path} has ${lines} lines, ${FILE_LINES_MAX} are the most`);
  for (const [what, pattern] of FORBIDDEN) if (pattern.test(text)) faults.push(`${path} ${what}`);
  if (RULES.test(path) && CLOCK.test(text)) faults.push(`${path} asks for the time or for chance: rules are told`);
  if (path.endsWith('.ts')) faults.push(...codeFaults(path, text));
  return faults;
}

function codeFaults(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const isTest = /\.(test|fixture)\.ts$/.test(path) || path.startsWith('test/');
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    if (!isTest && ts.isFunctionLike(node)) {
      const length = lineOf(source, node.getEnd()) - lineOf(source, node.getStart(source)) + 1;
      if (length > FUNCTION_LINES_MAX)
        faults.push(`${path}:${lineOf(source, node.getStart(source))} a function of ${length} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (!isTest && /^src\/(kernel|modules|server|worker)\//.test(path)) {
    for (const statement of source.statements) {
      if (
        ts.isFunctionDeclaration(statement) &&
        isExported(statement) &&
        ts.getJSDocCommentsAndTags(statement).length === 0
      ) {
        faults.push(
          `${path}:${lineOf(source, statement.getStart(source))} ${statement.name?.text} is exported without a word of what it promises`,
        );
      }
    }
  }
  return faults;
}

function isExported(node: ts.FunctionDeclaration): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) === true;
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
