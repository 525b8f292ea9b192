import MagicString from "magic-string";
import type { ESTree, Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { parseModule, positionOf } from "../page-module/parse.ts";
import { walk } from "../page-module/walk.ts";
import { atPlace } from "../source-errors/at-place.ts";

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
        // Of other modules, `bunsen:asset-urls` knows whether browsers have them.
        const isServer =
          this.environment.config.consumer === "server" && !context.isPage(context.relative(file));
        const { program } = parseModule(code, file);
        for (const statement of program.body) {
          if (!isImporting(statement) || (isServer && loadFile(statement, edited))) continue;
          const refused = apply(statement, code, edited);
          if (refused) throw attributeError(context, code, file, refused);
        }
        walk(program, (node) => {
          const refused = node.type === "ImportExpression" ? applyDynamic(node, code, edited) : undefined;
          if (refused) throw attributeError(context, code, file, refused);
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

/** An attribute without a meaning. */
interface Refused {
  /** Where it is in the code. */
  start: number;
  specifier: string;
  attribute: string;
}

function attributeError(context: PluginContext, code: string, file: string, refused: Refused): Error {
  const position = positionOf(code, refused.start);
  const place = `${context.relative(file)}:${position.line}`;
  return atPlace(importErrors.attribute(place, refused.specifier, refused.attribute), { file, ...position });
}

function apply(
  { source, attributes, end }: Importing,
  code: string,
  edited: MagicString,
): Refused | undefined {
  const [attribute] = attributes;
  if (!source || !attribute) return undefined;
  const { key } = attribute;
  const name = key.type === "Identifier" ? key.name : key.value;
  const { value } = attribute.value;
  if (attributes.length === 1 && name === "type") {
    if (value === "json" && /\.json$/.test(source.value)) return undefined;
    if (value === "text" && !source.value.includes("?")) {
      edited.update(source.start, source.end, JSON.stringify(`${source.value}?raw`));
      edited.remove(source.end, code[end - 1] === ";" ? end - 1 : end);
      return undefined;
    }
  }
  return { start: attribute.start, specifier: source.value, attribute: `${name}: "${value}"` };
}

/** The options of an `import()` with one attribute that has a meaning there. */
const DYNAMIC_TYPE = /^\{\s*with\s*:\s*\{\s*type\s*:\s*["'](text|json)["']\s*,?\s*\}\s*,?\s*\}$/;

/** `import("./a.md", { with: { type: "text" } })`; each other attribute is refused. */
function applyDynamic(
  { source, options, start }: ESTree.ImportExpression,
  code: string,
  edited: MagicString,
): Refused | undefined {
  if (!options) return undefined;
  const specifier = source.type === "Literal" && typeof source.value === "string" ? source.value : undefined;
  const given = code.slice(options.start, options.end);
  const type = DYNAMIC_TYPE.exec(given)?.[1];
  if (specifier !== undefined) {
    if (type === "json" && specifier.endsWith(".json")) return undefined;
    if (type === "text" && !specifier.includes("?")) {
      edited.update(source.start, options.end, JSON.stringify(`${specifier}?raw`));
      return undefined;
    }
  }
  const attribute = given.replace(/^\{\s*|\s*\}$/g, "");
  return { start, specifier: specifier ?? "a computed name", attribute };
}
