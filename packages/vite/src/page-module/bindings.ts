import type { ESTree } from "vite";
import { walk } from "./walk.ts";

/** Everything that binds names: parameters, declarators, catch clauses. */
export type Pattern = ESTree.ParamPattern | ESTree.BindingPattern | ESTree.BindingRestElement;

/** Adds every name that a pattern binds. */
export function addPatternNames(pattern: Pattern, names: Set<string>): void {
  switch (pattern.type) {
    case "Identifier":
      names.add(pattern.name);
      break;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        addPatternNames(property.type === "Property" ? property.value : property, names);
      }
      break;
    case "ArrayPattern":
      for (const element of pattern.elements) if (element) addPatternNames(element, names);
      break;
    case "AssignmentPattern":
      addPatternNames(pattern.left, names);
      break;
    case "RestElement":
      addPatternNames(pattern.argument, names);
      break;
    case "TSParameterProperty":
      addPatternNames(pattern.parameter, names);
  }
}

/** The names that a list of patterns binds. */
export function patternNames(patterns: readonly Pattern[]): Set<string> {
  const names = new Set<string>();
  for (const pattern of patterns) addPatternNames(pattern, names);
  return names;
}

/** The names that statements bind in their own block: everything except the `var`s of nested blocks. */
export function blockNames(statements: readonly ESTree.Node[]): Set<string> {
  const names = new Set<string>();
  for (const statement of statements) addDeclaredNames(statement, names);
  return names;
}

/** The names that one declaration binds; none for other statements, and none for types. */
export function addDeclaredNames(statement: ESTree.Node, names: Set<string>): void {
  switch (statement.type) {
    case "VariableDeclaration":
      for (const { id } of statement.declarations) addPatternNames(id, names);
      break;
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
    case "TSImportEqualsDeclaration":
      if (statement.id?.type === "Identifier") names.add(statement.id.name);
      break;
    case "ExportNamedDeclaration":
      if (statement.declaration) addDeclaredNames(statement.declaration, names);
  }
}

/** The names bound anywhere in the body of a function, static block or namespace: its own and the `var`s of its blocks. */
export function bodyNames(statements: readonly ESTree.Node[]): Set<string> {
  const names = blockNames(statements);
  for (const statement of statements) addVarNames(statement, names);
  return names;
}

/** Adds the `var`s of a statement, also those in nested blocks. */
export function addVarNames(node: ESTree.Node, names: Set<string>): void {
  walk(node, (inner) => {
    if (inner.type === "VariableDeclaration" && inner.kind === "var") addDeclaredNames(inner, names);
    return !OWN_VARS.has(inner.type);
  });
}

const OWN_VARS: ReadonlySet<string> = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "ClassDeclaration",
  "ClassExpression",
  "TSModuleDeclaration",
]);
