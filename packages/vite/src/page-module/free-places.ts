import type { ESTree } from "vite";
import { addDeclaredNames } from "./bindings.ts";
import { referencesOf } from "./references.ts";
import type { IdentifierNode } from "./scope.ts";

/** Where a module refers to variables of these names that it neither declares nor imports. */
export function freePlaces(program: ESTree.Program, names: readonly string[]): IdentifierNode[] {
  const declared = declaredNames(program);
  const free = names.filter((name) => !declared.has(name));
  return referencesOf(program).places.filter(({ name }) => free.includes(name));
}

function declaredNames({ body }: ESTree.Program): Set<string> {
  const names = new Set<string>();
  for (const statement of body) {
    if (statement.type !== "ImportDeclaration") addDeclaredNames(statement, names);
    else for (const { local } of statement.specifiers) names.add(local.name);
  }
  return names;
}
