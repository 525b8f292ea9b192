import { withoutQuery } from "../assets/import-edges.ts";
import { packageNameOf } from "./package-root.ts";

/**
 * How a module comes into the bundle: the nearest file of the app, and the packages in between.
 *
 * @param importersOf of a module's id
 * @param nameOf what to call a file of the app
 */
export function importChain(
  id: string,
  importersOf: (id: string) => readonly string[],
  nameOf: (file: string) => string,
): string[] {
  const importedBy = new Map<string, string | undefined>([[id, undefined]]);
  // The order of a Map is that in which it was filled: the nearest first.
  for (const current of importedBy.keys()) {
    if (!current.startsWith("\0") && packageNameOf(current) === undefined)
      return labels(current, importedBy, nameOf);
    for (const importer of importersOf(current)) {
      if (!importedBy.has(importer)) importedBy.set(importer, current);
    }
  }
  return [];
}

function labels(
  first: string,
  importedBy: ReadonlyMap<string, string | undefined>,
  nameOf: (file: string) => string,
): string[] {
  const chain: string[] = [];
  for (let id: string | undefined = first; id !== undefined; id = importedBy.get(id)) {
    if (id.startsWith("\0")) continue;
    const label = packageNameOf(id) ?? nameOf(withoutQuery(id));
    if (chain.at(-1) !== label) chain.push(label);
  }
  return chain;
}
