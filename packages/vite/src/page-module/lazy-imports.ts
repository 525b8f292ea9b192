import MagicString, { type SourceMap } from "magic-string";
import type { ESTree } from "vite";
import { textOf } from "./import-meta.ts";
import { parseModule } from "./parse.ts";
import { nameOf } from "./statements.ts";
import { walk } from "./walk.ts";

/** Where the runtime's `lazy` is. */
export const LAZY_MODULE = "@bunsen/runtime/internal/lazy";
const LAZY = "__bunsenLazy";
const IMPORTED = "__bunsenImported";

/** `import("./chart")` with a specifier that is known. */
interface DynamicImport {
  node: ESTree.ImportExpression;
  specifier: string;
}

/** What a module does to load components lazily. */
export interface LazyModule {
  code: string;
  /** Names under which it imports React's `lazy`, with the place of the imported name. */
  lazyNames: { local: string; specifier: ESTree.ImportSpecifier }[];
  /** `React.lazy` */
  lazyMembers: ESTree.MemberExpression[];
  imports: DynamicImport[];
}

/** Reads a compiled module. */
export function readLazyModule(code: string, file: string): LazyModule {
  const { program } = parseModule(code, file);
  const module: LazyModule = { code, lazyNames: [], lazyMembers: [], imports: [] };
  const namespaces = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration" || statement.source.value !== "react") continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== "ImportSpecifier") namespaces.add(specifier.local.name);
      else if (nameOf(specifier.imported) === "lazy")
        module.lazyNames.push({ local: specifier.local.name, specifier });
      else if (nameOf(specifier.imported) === "default") namespaces.add(specifier.local.name);
    }
  }
  walk(program, (node) => {
    const specifier = node.type === "ImportExpression" ? textOf(node.source) : undefined;
    if (node.type === "ImportExpression" && specifier !== undefined) module.imports.push({ node, specifier });
    if (node.type === "MemberExpression" && isLazyOf(node, namespaces)) module.lazyMembers.push(node);
    return true;
  });
  return module;
}

/**
 * Replaces React's `lazy` by the runtime's, and records dynamic imports.
 *
 * @param idOf what to record of a dynamic import; `undefined` for nothing
 * @returns `undefined` if nothing changes
 */
export function recordLazyImports(
  { code, lazyNames, lazyMembers, imports }: LazyModule,
  idOf: (specifier: string) => string | undefined,
): { code: string; map: SourceMap } | undefined {
  const magic = new MagicString(code);
  const names: string[] = [];
  for (const { local, specifier } of lazyNames) {
    // The import of React's own stays, without a use, so that nothing else in the list changes.
    magic.overwrite(specifier.start, specifier.end, `lazy as __react_${local}`);
    names.push(`lazy as ${local}`);
  }
  for (const { start, end } of lazyMembers) magic.overwrite(start, end, LAZY);
  if (lazyMembers.length > 0) names.push(`lazy as ${LAZY}`);
  let records = false;
  for (const { node, specifier } of imports) {
    const id = idOf(specifier);
    if (id === undefined) continue;
    records = true;
    magic.appendLeft(node.start, `${IMPORTED}(${JSON.stringify(id)}, `).appendRight(node.end, ")");
  }
  if (records) names.push(`imported as ${IMPORTED}`);
  if (names.length === 0) return undefined;
  // In the first line: no other line moves.
  magic.prepend(`import { ${names.join(", ")} } from "${LAZY_MODULE}";`);
  return { code: magic.toString(), map: magic.generateMap({ hires: "boundary" }) };
}

function isLazyOf(
  { object, property, computed }: ESTree.MemberExpression,
  names: ReadonlySet<string>,
): boolean {
  return (
    !computed &&
    object.type === "Identifier" &&
    names.has(object.name) &&
    property.type === "Identifier" &&
    property.name === "lazy"
  );
}
