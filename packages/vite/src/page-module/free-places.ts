import type { ESTree } from "vite";
import { bodyNames } from "./bindings.ts";
import { referencesOf } from "./references.ts";
import type { IdentifierNode } from "./scope.ts";

/**
 * Where a module refers to variables of these names that it neither declares nor imports.
 *
 * @param places all references of the module, if they are known
 */
export function freePlaces(
  program: ESTree.Program,
  names: readonly string[],
  places: readonly IdentifierNode[] = referencesOf(program).places,
): IdentifierNode[] {
  const declared = declaredNames(program);
  const free = names.filter((name) => !declared.has(name));
  return places.filter(({ name }) => free.includes(name));
}

function declaredNames({ body }: ESTree.Program): Set<string> {
  const names = bodyNames(body);
  for (const statement of body) {
    if (statement.type !== "ImportDeclaration") continue;
    for (const { local } of statement.specifiers) names.add(local.name);
  }
  return names;
}
