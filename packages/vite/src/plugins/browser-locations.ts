import MagicString from "magic-string";
import type { ESTree, Plugin, Rolldown } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import { freePlaces } from "../page-module/free-places.ts";
import { parseModule } from "../page-module/parse.ts";
import { LOCATION_GLOBALS } from "../page-module/source-paths.ts";
import { walk } from "../page-module/walk.ts";
import { shipsToBrowser } from "./environments.ts";

/** What bundlers for browsers have given packages in CommonJS for long. */
const VALUES: Readonly<Record<string, string>> = { __dirname: '"/"', __filename: '"/index.js"' };

/**
 * Gives `__dirname` and `__filename` a value in browsers, which have no such variables: a package that mentions one would end
 * the whole page. Who asks by `typeof` is told that there are none.
 */
export function browserLocationsPlugin(): Plugin {
  return { ...locationsPlugin(), enforce: "pre", applyToEnvironment: shipsToBrowser } as Plugin;
}

/** The same for packages that Vite prepares for the browser in development. */
export function locationsPlugin(): Rolldown.Plugin {
  return {
    name: "bunsen:browser-locations",
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?(?:$|\?)/, exclude: /\0/ },
        code: /\b__(?:dir|file)name\b/,
      },
      handler(code, id) {
        const program = parsed(code, withoutQuery(id));
        if (!program) return null;
        const places = new Set<ESTree.Node>(freePlaces(program, LOCATION_GLOBALS));
        const edited = new MagicString(code);
        walk(program, (node) => {
          if (node.type === "UnaryExpression" && node.operator === "typeof") return false;
          if (node.type === "Property" && node.shorthand && places.has(node.value)) {
            edited.appendRight(node.start, `${code.slice(node.start, node.end)}: `);
          }
          if (node.type === "Identifier" && places.has(node)) {
            edited.update(node.start, node.end, VALUES[node.name] ?? "");
          }
          return true;
        });
        if (!edited.hasChanged()) return null;
        return { code: edited.toString(), map: edited.generateMap({ hires: "boundary" }) };
      },
    },
  };
}

/** Nothing for what cannot be read: the bundler says what is wrong with it. */
function parsed(code: string, file: string): ESTree.Program | undefined {
  try {
    return parseModule(code, file, "unambiguous").program;
  } catch {
    return undefined;
  }
}
