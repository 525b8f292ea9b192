import { parseModule } from "./parse.ts";
import { walk } from "./walk.ts";

/**
 * What a module imports, statically or not, in the order of the source. Computed names are left out.
 *
 * @param code without types: imports that are only types count as all others
 */
export function findSpecifiers(code: string, file: string): string[] {
  const found: string[] = [];
  walk(parseModule(code, file).program, (node) => {
    const isImport = /^(?:Import(?:Declaration|Expression)|Export(?:Named|All)Declaration)$/.test(node.type);
    const source = isImport && "source" in node ? node.source : null;
    if (source?.type === "Literal" && typeof source.value === "string") found.push(source.value);
    return true;
  });
  return found;
}
