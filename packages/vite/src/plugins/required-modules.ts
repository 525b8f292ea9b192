import { readFile } from "node:fs/promises";
import MagicString from "magic-string";
import type { Plugin, Rolldown } from "vite";
import { needsItsPlace } from "../packages/found-files.ts";
import { isBare } from "../packages/package-root.ts";
import type { ServerPackages } from "../packages/server-packages.ts";
import { findRequiredModules } from "../page-module/required-modules.ts";

const PREFIX = "\0bunsen:required:";
/** Otherwise plugins would take the module for what it requires: data, styles. */
const SUFFIX = ".required";

/**
 * Bundles what an ES module loads with `require`: the module is evaluated when `require` is called, and what is not there throws
 * there, as it does without a bundle.
 */
export function requiredModulesPlugin(serverPackages: ServerPackages): Plugin {
  return {
    name: "bunsen:required-modules",
    apply: "build",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "server",
    resolveId: {
      filter: { id: /^\0bunsen:required:/ },
      handler: (id) => id,
    },
    load: {
      filter: { id: /^\0bunsen:required:/ },
      // CommonJS, which the bundler evaluates late.
      handler(id) {
        const file = id.slice(PREFIX.length, -SUFFIX.length);
        return { code: `module.exports = () => require(${JSON.stringify(file)});\n`, moduleType: "js" };
      },
    },
    transform: {
      filter: { id: { include: /\.m?[jt]sx?$/, exclude: /\0/ }, code: /\brequire\b|\bcreateRequire\b/ },
      async handler(code, id) {
        const magic = new MagicString(code);
        let count = 0;
        for (const { start, end, specifier } of findRequiredModules(code, id).modules) {
          const resolved = await resolveRequired(this, specifier, id);
          if (!resolved) continue;
          const place = serverPackages.enter(resolved);
          const name = `__bunsen_required_${count++}`;
          magic.overwrite(start, end, place ? `import.meta.require(${JSON.stringify(place)})` : `${name}()`);
          if (!place) magic.prepend(`import ${name} from ${JSON.stringify(PREFIX + resolved + SUFFIX)};`);
        }
        return magic.hasChanged()
          ? { code: magic.toString(), map: magic.generateMap({ hires: "boundary" }) }
          : undefined;
      },
    },
  };
}

/** The file; nothing for a part of the runtime, and for what is not installed. */
async function resolveRequired(
  context: Rolldown.TransformPluginContext,
  specifier: string,
  importer: string,
): Promise<string | undefined> {
  // The script of an addon that has a package of its own: only as files, the two find each other (sharp).
  if (isBare(specifier) && specifier.endsWith(".node")) return undefined;
  const resolved = await context
    .resolve(specifier, importer, { kind: "require-call", skipSelf: true })
    .catch(() => undefined);
  if (!resolved || resolved.external || resolved.id.startsWith("\0") || resolved.id.includes("__vite-")) {
    return undefined;
  }
  // The whole package stays files then, with what it loads the addon by.
  const isFixed = resolved.id.endsWith(".node") && needsItsPlace(await readFile(resolved.id));
  return isFixed ? undefined : resolved.id;
}
