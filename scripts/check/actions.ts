import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { filesBelow } from "./source-files.ts";

const wrapper = "defineAction";
const home = "app/_action/define-action";

const isUseServer = (node: ts.Node): node is ts.ExpressionStatement =>
  ts.isExpressionStatement(node) &&
  ts.isStringLiteral(node.expression) &&
  node.expression.text === "use server";

const isExported = (node: ts.Statement) =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false);

const isTypeOnly = (node: ts.Statement) => ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node);

/** Whether the file imports our own wrapper under its own name, and not a namesake. */
function importsTheWrapper(file: ts.SourceFile, path: string): boolean {
  return file.statements.filter(ts.isImportDeclaration).some((statement) => {
    if (!ts.isStringLiteral(statement.moduleSpecifier)) return false;
    const given = statement.moduleSpecifier.text;
    const target = given.startsWith("#") ? given.slice(1) : posix.join(posix.dirname(path), given);
    const bindings = statement.importClause?.namedBindings;
    const isNamed = bindings !== undefined && ts.isNamedImports(bindings);
    const names = isNamed ? bindings.elements.filter((element) => !element.propertyName) : [];
    return target.replace(/[.]ts$/, "") === home && names.some(({ name }) => name.text === wrapper);
  });
}

function isWrapped(statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  return (
    isConst &&
    statement.declarationList.declarations.every(
      ({ initializer }) =>
        initializer !== undefined &&
        ts.isCallExpression(initializer) &&
        ts.isIdentifier(initializer.expression) &&
        initializer.expression.text === wrapper,
    )
  );
}

function hasInnerUseServer(file: ts.SourceFile): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isBlock(node) && node.statements.some(isUseServer)) || (ts.forEachChild(node, visit) ?? false);
  return visit(file);
}

function judge(path: string, text: string): string[] {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  if (hasInnerUseServer(file))
    return [`${path}: "use server" inside a function; move the action to actions.ts.`];
  if (!file.statements.some(isUseServer)) return [];
  const line = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const bare = file.statements
    .filter((node) => isExported(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node))
    .filter((node) => !isTypeOnly(node) && !isWrapped(node))
    .map((node) => `${path}:${line(node)}: an exported action must be \`const ... = ${wrapper}(...)\`.`);
  const foreign = importsTheWrapper(file, path) ? [] : [`${path}: ${wrapper} must come from ${home}.ts.`];
  return [...bare, ...foreign];
}

/** Server actions that bypass the one wrapper, which checks origin, session, input and idempotency key. */
export function findBareActions(root: string): string[] {
  return filesBelow(root, ["app", "components", "lib"], /[.]tsx?$/).flatMap((path) => {
    const text = readFileSync(join(root, path), "utf8");
    return text.includes("use server") ? judge(path, text) : [];
  });
}
