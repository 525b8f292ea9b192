import MagicString from "magic-string";
import type { ESTree, Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { parseModule, positionOf } from "../page-module/parse.ts";
import { walk } from "../page-module/walk.ts";

type Importing = ESTree.ImportDeclaration | ESTree.ExportNamedDeclaration | ESTree.ExportAllDeclaration;

/** Functions of the runtime that load a file of the server, by attribute. */
const SERVER_TYPES: ReadonlyMap<string, string> = new Map([
  ["file", "filePath"],
  ["bytes", "fileBytes"],
]);

/**
 * Gives import attributes one meaning in development, builds and executables: `text` is the file's text, `json` is for files
 * that are JSON; on the server `file` is a path and `bytes` the content. Vite would drop every other one silently, and take the
 * file's extension.
 */
export function importAttributesPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:import-attributes",
    enforce: "pre",
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?(?:$|\?)/, exclude: [/\0/, /[\\/]node_modules[\\/]/] },
        code: /["']\s*with\s*\{|\bwith["']?\s*:/,
      },
      handler(code, id) {
        const file = withoutQuery(id);
        const edited = new MagicString(code);
        const isServer = this.environment.config.consumer === "server";
        const { program } = parseModule(code, file);
        for (const statement of program.body) {
          if (!isImporting(statement) || (isServer && loadFile(statement, edited))) continue;
          apply(statement, code, context.relative(file), edited);
        }
        walk(program, (node) => {
          if (node.type === "ImportExpression") applyDynamic(node, code, context.relative(file), edited);
          return true;
        });
        if (!edited.hasChanged()) return null;
        return { code: edited.toString(), map: edited.generateMap({ hires: "boundary" }) };
      },
    },
  };
}

function isImporting(node: ESTree.Node): node is Importing {
  return /^(?:ImportDeclaration|Export(?:Named|All)Declaration)$/.test(node.type);
}

/**
 * Replaces an import of a file by its path or its content. The URL is one of those that come along with the build.
 *
 * @returns whether it is such an import
 */
function loadFile(statement: Importing, edited: MagicString): boolean {
  if (statement.type !== "ImportDeclaration") return false;
  const { attributes, source, specifiers, start, end } = statement;
  const [attribute] = attributes;
  const [specifier] = specifiers;
  const load = attribute && SERVER_TYPES.get(attribute.value.value);
  const isType =
    attributes.length === 1 && attribute?.key.type === "Identifier" && attribute.key.name === "type";
  const isDefault = specifiers.length === 1 && specifier?.type === "ImportDefaultSpecifier";
  if (load === undefined || !isType || !isDefault || !/^\.\.?\/[^?#]*$/.test(source.value)) return false;
  const name = specifier.local.name;
  const url = `new URL(${JSON.stringify(source.value)}, import.meta.url)`;
  edited.update(
    start,
    end,
    `import { ${load} as __bunsen_load_${name} } from "@bunsen/runtime/internal/file-import"; ` +
      `const ${name} = __bunsen_load_${name}(${url});`,
  );
  return true;
}

function apply(
  { source, attributes, end }: Importing,
  code: string,
  file: string,
  edited: MagicString,
): void {
  const [attribute] = attributes;
  if (!source || !attribute) return;
  const { key } = attribute;
  const name = key.type === "Identifier" ? key.name : key.value;
  const { value } = attribute.value;
  if (attributes.length === 1 && name === "type") {
    if (value === "json" && /\.json$/.test(source.value)) return;
    if (value === "text" && !source.value.includes("?")) {
      edited.update(source.start, source.end, JSON.stringify(`${source.value}?raw`));
      edited.remove(source.end, code[end - 1] === ";" ? end - 1 : end);
      return;
    }
  }
  const { line } = positionOf(code, attribute.start);
  throw importErrors.attribute(`${file}:${line}`, source.value, `${name}: "${value}"`);
}

/** The options of an `import()` with one attribute that has a meaning there. */
const DYNAMIC_TYPE = /^\{\s*with\s*:\s*\{\s*type\s*:\s*["'](text|json)["']\s*,?\s*\}\s*,?\s*\}$/;

/** `import("./a.md", { with: { type: "text" } })`; each other attribute is refused. */
function applyDynamic(
  { source, options, start }: ESTree.ImportExpression,
  code: string,
  file: string,
  edited: MagicString,
): void {
  if (!options) return;
  const specifier = source.type === "Literal" && typeof source.value === "string" ? source.value : undefined;
  const given = code.slice(options.start, options.end);
  const type = DYNAMIC_TYPE.exec(given)?.[1];
  if (specifier !== undefined) {
    if (type === "json" && specifier.endsWith(".json")) return;
    if (type === "text" && !specifier.includes("?")) {
      edited.update(source.start, options.end, JSON.stringify(`${specifier}?raw`));
      return;
    }
  }
  const { line } = positionOf(code, start);
  const attributes = given.replace(/^\{\s*|\s*\}$/g, "");
  throw importErrors.attribute(`${file}:${line}`, specifier ?? "a computed name", attributes);
}
