import type { ESTree } from "vite";
import { blockNames, bodyNames, type Pattern, patternNames } from "./bindings.ts";
import { innerScope, leftmost, outermostScope, type References, type Scope, use, useType } from "./scope.ts";
import { childrenOf } from "./walk.ts";

/**
 * Finds the free names of a piece of code, with the scopes of the language: parameters, `var` hoisting, blocks, loops,
 * catch clauses, named function and class expressions, enums and namespaces. JSX counts as a reference to its
 * components, and to `React` in case the classic runtime is used.
 */
export function referencesOf(node: ESTree.Node): References {
  const scope = outermostScope();
  visit(node, scope);
  return scope.references;
}

type NodeOf<Type, Node = ESTree.Node> = Node extends { type: infer Own }
  ? Type extends Own
    ? Node
    : never
  : never;
type Visitor<Node> = (node: Node, scope: Scope) => void;

function visit(node: ESTree.Node | null | undefined, scope: Scope): void {
  if (!node) return;
  const visitor = VISITORS[node.type] as Visitor<ESTree.Node> | undefined;
  if (visitor) visitor(node, scope);
  else if (node.type.startsWith("TS")) useType(node, scope);
  else visitAll(childrenOf(node), scope);
}

function visitAll(nodes: Iterable<ESTree.Node | null>, scope: Scope): void {
  for (const node of nodes) visit(node, scope);
}

function visitNothing(): void {
  // Labels, `import.meta`, imports: names that refer to no binding.
}

/** Nodes in which not every identifier is a reference to the surrounding scope; the others visit their children. */
const VISITORS: { [Type in ESTree.Node["type"]]?: Visitor<NodeOf<Type>> } = {
  Identifier: (node, scope) => use(node.name, scope, node),
  MemberExpression: (node, scope) => {
    visit(node.object, scope);
    if (node.computed) visit(node.property, scope);
  },
  Property: visitMember,
  VariableDeclarator: (node, scope) => {
    visitPattern(node.id, scope);
    visit(node.init, scope);
  },

  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  TSDeclareFunction: visitFunction,
  TSEmptyBodyFunctionExpression: visitFunction,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  MethodDefinition: visitClassMember,
  PropertyDefinition: visitClassMember,
  AccessorProperty: visitClassMember,
  TSAbstractMethodDefinition: visitClassMember,
  TSAbstractPropertyDefinition: visitClassMember,
  TSAbstractAccessorProperty: visitClassMember,
  StaticBlock: (node, scope) => visitAll(node.body, innerScope(scope, bodyNames(node.body))),

  BlockStatement: (node, scope) => visitAll(node.body, innerScope(scope, blockNames(node.body))),
  ForStatement: (node, scope) =>
    visitAll(childrenOf(node), innerScope(scope, blockNames(node.init ? [node.init] : []))),
  ForInStatement: (node, scope) => visitAll(childrenOf(node), innerScope(scope, blockNames([node.left]))),
  ForOfStatement: (node, scope) => visitAll(childrenOf(node), innerScope(scope, blockNames([node.left]))),
  SwitchStatement: (node, scope) => {
    visit(node.discriminant, scope);
    const statements = node.cases.flatMap(({ consequent }) => consequent);
    visitAll(node.cases, innerScope(scope, blockNames(statements)));
  },
  CatchClause: (node, scope) => {
    const inner = innerScope(scope, patternNames(node.param ? [node.param] : []));
    if (node.param) visitPattern(node.param, inner);
    visit(node.body, inner);
  },
  LabeledStatement: (node, scope) => visit(node.body, scope),
  BreakStatement: visitNothing,
  ContinueStatement: visitNothing,
  MetaProperty: visitNothing,

  ImportDeclaration: visitNothing,
  ExportAllDeclaration: visitNothing,
  ExportNamedDeclaration: (node, scope) => {
    if (node.exportKind === "type" || node.source) return;
    visit(node.declaration, scope);
    for (const { local, exportKind } of node.specifiers) if (exportKind !== "type") visit(local, scope);
  },

  JSXOpeningElement: visitElement,
  JSXClosingElement: visitNothing,
  JSXOpeningFragment: (_, scope) => use("React", scope),
  JSXAttribute: (node, scope) => visit(node.value, scope),

  TSAsExpression: visitTyped,
  TSSatisfiesExpression: visitTyped,
  TSTypeAssertion: visitTyped,
  TSNonNullExpression: (node, scope) => visit(node.expression, scope),
  TSExportAssignment: (node, scope) => visit(node.expression, scope),
  TSInstantiationExpression: (node, scope) => {
    visit(node.expression, scope);
    useType(node.typeArguments, scope);
  },
  TSEnumDeclaration: ({ id, body }, scope) => {
    const members = body.members.flatMap((member) =>
      member.id.type === "Identifier" ? [member.id.name] : [],
    );
    const inner = innerScope(scope, new Set([id.name, ...members]));
    for (const { initializer } of body.members) visit(initializer, inner);
  },
  TSModuleDeclaration: ({ declare, body }, scope) => {
    if (!declare && body) visitAll(body.body, innerScope(scope, bodyNames(body.body)));
  },
  TSImportEqualsDeclaration: ({ moduleReference }, scope) => {
    const name = moduleReference.type === "TSExternalModuleReference" ? undefined : leftmost(moduleReference);
    if (name) use(name, scope);
  },
};

function visitMember(
  node: { key: ESTree.Node; computed: boolean; value: ESTree.Node | null },
  scope: Scope,
): void {
  if (node.computed) visit(node.key, scope);
  visit(node.value, scope);
}

function visitTyped(node: { expression: ESTree.Node; typeAnnotation: ESTree.Node }, scope: Scope): void {
  visit(node.expression, scope);
  useType(node.typeAnnotation, scope);
}

function visitFunction(node: ESTree.Function | ESTree.ArrowFunctionExpression, scope: Scope): void {
  const isNamedExpression = node.type === "FunctionExpression" && node.id;
  const outer = isNamedExpression ? innerScope(scope, new Set([isNamedExpression.name])) : scope;
  const names = patternNames(node.params);
  if (node.type !== "ArrowFunctionExpression") names.add("arguments");
  const parameters = innerScope(outer, names);
  for (const parameter of node.params) visitPattern(parameter, parameters);
  useType(node.typeParameters, scope);
  useType(node.returnType, scope);
  // A scope of its own: initialisers of parameters do not see the variables of the body.
  if (node.body?.type !== "BlockStatement") visit(node.body, parameters);
  else visitAll(node.body.body, innerScope(parameters, bodyNames(node.body.body)));
}

function visitClass(node: ESTree.Class, scope: Scope): void {
  visitAll(node.decorators, scope);
  const inner = innerScope(scope, new Set(node.id ? [node.id.name] : []));
  visit(node.superClass, inner);
  for (const type of [node.typeParameters, node.superTypeArguments, ...(node.implements ?? [])])
    useType(type, scope);
  visitAll(node.body.body, inner);
}

function visitClassMember(
  node: ESTree.MethodDefinition | ESTree.PropertyDefinition | ESTree.AccessorProperty,
  scope: Scope,
): void {
  visitAll(node.decorators, scope);
  if ("typeAnnotation" in node) useType(node.typeAnnotation, scope);
  visitMember(node, scope);
}

/** A place where names are bound: only initialisers, computed keys, decorators and types refer to others. */
function visitPattern(node: Pattern, scope: Scope): void {
  if ("decorators" in node) visitAll(node.decorators ?? [], scope);
  if ("typeAnnotation" in node) useType(node.typeAnnotation, scope);
  switch (node.type) {
    case "ObjectPattern":
      for (const property of node.properties) {
        if (property.type === "Property" && property.computed) visit(property.key, scope);
        visitPattern(property.type === "Property" ? property.value : property, scope);
      }
      break;
    case "ArrayPattern":
      for (const element of node.elements) if (element) visitPattern(element, scope);
      break;
    case "AssignmentPattern":
      visitPattern(node.left, scope);
      visit(node.right, scope);
      break;
    case "RestElement":
      visitPattern(node.argument, scope);
      break;
    case "TSParameterProperty":
      visitPattern(node.parameter, scope);
  }
}

function visitElement(node: ESTree.JSXOpeningElement, scope: Scope): void {
  use("React", scope);
  let name: ESTree.JSXElementName = node.name;
  while (name.type === "JSXMemberExpression") name = name.object;
  // `<main>` and `<x-y>` are elements of HTML, `<Main>` and `<motion.main>` are components.
  const isComponent = name !== node.name || (name.type === "JSXIdentifier" && !/^[a-z]|-/.test(name.name));
  if (isComponent && name.type === "JSXIdentifier") use(name.name, scope);
  visitAll(node.attributes, scope);
  useType(node.typeArguments, scope);
}
