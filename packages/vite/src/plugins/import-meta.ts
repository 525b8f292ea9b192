import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import MagicString from "magic-string";
import type { ESTree, Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { freePlaces } from "../page-module/free-places.ts";
import { MENTIONS_LOCATION, metaProperty, textOf } from "../page-module/import-meta.ts";
import { parseModule, positionOf } from "../page-module/parse.ts";
import { LOCATION_GLOBALS } from "../page-module/source-paths.ts";
import { walk } from "../page-module/walk.ts";
import { atPlace } from "../source-errors/at-place.ts";

/** What Bun calls what Vite's module runner has under a name of Node's. */
const OF_NODE: ReadonlyMap<string, string> = new Map([
  ["dir", "import.meta.dirname"],
  ["path", "import.meta.filename"],
]);

/**
 * Gives what Bun has in `import.meta` one meaning in the app's own modules: a name of the source stays that, the module is
 * never the one that was started, and a file is resolved by its URL. In development, the location of a module has all its
 * names; `bunsen:source-paths` cares for builds.
 */
export function importMetaPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:import-meta",
    enforce: "pre",
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?$/, exclude: [/\0/, /[\\/]node_modules[\\/]/] },
        code: MENTIONS_LOCATION,
      },
      handler(code, id) {
        const file = withoutQuery(id);
        const { program } = parseModule(code, file, "unambiguous");
        const edited = new MagicString(code);
        const isServer = this.environment.config.consumer === "server";
        const isDevelopment = isServer && this.environment.mode === "dev";
        // Vitest's own runner has them, and tests are never built.
        const isRefused = isServer && !(isDevelopment && process.env.VITEST !== undefined);
        walk(program, (node) => {
          const edit = replacementOf(node, file, isDevelopment);
          if (edit !== undefined) edited.update(node.start, node.end, edit);
          else if (isRefused) refuse(node, code, file, context);
          return edit === undefined;
        });
        if (isDevelopment) edited.prepend(declarationsOf(program));
        if (!edited.hasChanged()) return null;
        return { code: edited.toString(), map: edited.generateMap({ hires: "boundary" }) };
      },
    },
  };
}

function replacementOf(node: ESTree.Node, file: string, isDevelopment: boolean): string | undefined {
  if (node.type === "CallExpression" && metaProperty(node.callee) === "resolve") {
    const specifier = textOf(node.arguments[0]);
    if (specifier === undefined || !/^\.{1,2}\//.test(specifier)) return undefined;
    if (!existsSync(resolve(dirname(file), specifier))) return undefined;
    return `new URL(${JSON.stringify(specifier)}, import.meta.url).href`;
  }
  const property = metaProperty(node);
  if (property === "file") return JSON.stringify(basename(file));
  if (property === "main") return "false";
  return isDevelopment && property !== undefined ? OF_NODE.get(property) : undefined;
}

/** What looks for packages and files where the sources are not. */
function refuse(node: ESTree.Node, code: string, file: string, context: PluginContext): void {
  const property = metaProperty(node);
  if (property !== "require" && property !== "resolve") return;
  const position = positionOf(code, node.start);
  const error = importErrors.importMeta(`${context.relative(file)}:${position.line}`, property);
  throw atPlace(error, { file, ...position });
}

/** In the first line, so that the others keep their numbers. */
function declarationsOf(program: ESTree.Program): string {
  const used = new Set(freePlaces(program, LOCATION_GLOBALS).map(({ name }) => name));
  return [...used].map((name) => `const ${name} = import.meta.${name.slice("__".length)}; `).join("");
}
