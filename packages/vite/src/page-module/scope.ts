import type { ESTree } from "vite";
import { childrenOf } from "./walk.ts";

/** The free names of a piece of code. */
export interface References {
  /** Read or written when the code runs. */
  values: Set<string>;
  /** Only mentioned in types, which are erased. */
  types: Set<string>;
  /** Where the values are mentioned, except in JSX. */
  places: IdentifierNode[];
}

/** A name that refers to something. */
export type IdentifierNode = Extract<ESTree.Node, { type: "Identifier" }>;

/** What is bound at one level; `references` collects what no level binds. */
export interface Scope {
  names: ReadonlySet<string>;
  parent: Scope | undefined;
  references: References;
}

export function outermostScope(): Scope {
  const references = { values: new Set<string>(), types: new Set<string>(), places: [] };
  return { names: new Set(), parent: undefined, references };
}

export function innerScope(parent: Scope, names: ReadonlySet<string>): Scope {
  return { names, parent, references: parent.references };
}

/** Records a reference, unless an enclosing scope binds the name. */
export function use(name: string, scope: Scope, place?: IdentifierNode): void {
  for (let at: Scope | undefined = scope; at; at = at.parent) if (at.names.has(name)) return;
  scope.references.values.add(name);
  if (place) scope.references.places.push(place);
}

/** Records the names in a type. Type parameters are included, because nothing depends on the difference. */
export function useType(node: ESTree.Node | null | undefined, scope: Scope): void {
  if (!node) return;
  const name = typeName(node);
  if (name) scope.references.types.add(name);
  for (const child of childrenOf(node)) useType(child, scope);
}

function typeName(node: ESTree.Node): string | undefined {
  switch (node.type) {
    case "TSTypeReference":
      return leftmost(node.typeName);
    case "TSTypeQuery":
      return leftmost(node.exprName);
    case "TSClassImplements":
    case "TSInterfaceHeritage":
      return leftmost(node.expression);
  }
}

/** `A` of `A.B.C`. */
export function leftmost(node: ESTree.Node): string | undefined {
  if (node.type === "TSQualifiedName") return leftmost(node.left);
  if (node.type === "MemberExpression") return leftmost(node.object);
  return node.type === "Identifier" ? node.name : undefined;
}
