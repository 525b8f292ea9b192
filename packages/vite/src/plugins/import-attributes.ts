import MagicString from "magic-string";
import type { ESTree, Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { parseModule, positionOf } from "../page-module/parse.ts";

type Importing = ESTree.ImportDeclaration | ESTree.ExportNamedDeclaration | ESTree.ExportAllDeclaration;

/**
 * Gives import attributes one meaning in development and builds, on both sides: `text` is the file's text, `json` is for
 * files that are JSON. Vite would drop every other one silently, and take the file's extension.
 */
export function importAttributesPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:import-attributes",
    enforce: "pre",
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?(?:$|\?)/, exclude: [/\0/, /[\\/]node_modules[\\/]/] },
        code: /["']\s*with\s*\{/,
      },
      handler(code, id) {
        const file = withoutQuery(id);
        const edited = new MagicString(code);
        for (const statement of parseModule(code, file).program.body) {
          if (isImporting(statement)) apply(statement, code, context.relative(file), edited);
        }
        if (!edited.hasChanged()) return null;
        return { code: edited.toString(), map: edited.generateMap({ hires: "boundary" }) };
      },
    },
  };
}

function isImporting(node: ESTree.Node): node is Importing {
  return /^(?:ImportDeclaration|Export(?:Named|All)Declaration)$/.test(node.type);
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
