import MagicString from "magic-string";
import type { DevEnvironment, EnvironmentModuleNode, Plugin } from "vite";
import { findFileUrls, findUrlTemplates } from "../assets/file-urls.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import type { BuildState } from "../production/build-state.ts";
import { shipsToBrowser } from "./environments.ts";

const CLASS = "__bunsen_AssetUrl";

/**
 * Gives `new URL("./logo.svg", import.meta.url)` one meaning in modules that server and browsers have: the URL of the file as
 * browsers are served it. In other modules of the server it is the file itself. Packages are left alone: what they load by
 * such URLs, they load in browsers only.
 */
export function assetUrlsPlugin(context: PluginContext, state: BuildState): Plugin {
  /** Modules of the development server's graph in which URLs are files: no page that was loaded has them. */
  const serverModules = new Map<string, EnvironmentModuleNode>();

  function isForBrowser(environment: DevEnvironment | { mode: string }, id: string): boolean {
    if (context.isPage(context.relative(id))) return true;
    if (!("moduleGraph" in environment)) return state.browserScripts.has(id);
    const module = environment.moduleGraph.getModuleById(id);
    if (!module) return false;
    if (isBelowPage(context, module)) return true;
    serverModules.set(id, module);
    return false;
  }

  return {
    name: "bunsen:asset-urls",
    enforce: "pre",
    applyToEnvironment: (environment) =>
      shipsToBrowser(environment) || environment.config.consumer === "server",
    configureServer({ environments: { ssr } }) {
      if (!ssr) return;
      const transform = ssr.transformRequest.bind(ssr);
      ssr.transformRequest = async (url) => {
        const result = await transform(url);
        for (const [id, module] of serverModules) {
          if (!isBelowPage(context, module)) continue;
          // A page that is about to be evaluated imports it: now the browser has it, too.
          serverModules.delete(id);
          ssr.moduleGraph.invalidateModule(module);
        }
        return result;
      };
    },
    resolveId: {
      filter: { id: /^@bunsen\/runtime\/internal\/(?:asset-url|file-import)$/ },
      async handler(source, importer, options) {
        // A linked package has no such dependency.
        return (
          (await this.resolve(source, importer, { ...options, skipSelf: true })) ??
          this.resolve(source, undefined, { skipSelf: true })
        );
      },
    },
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?$/, exclude: [/\0/, /[\\/]node_modules[\\/]/] },
        code: /import\.meta\.url/,
      },
      async handler(code, id) {
        const { environment } = this;
        if (environment.config.consumer === "client") state.browserScripts.add(id);
        else if (!isForBrowser(environment, id)) return null;
        const edited = new MagicString(code);
        const imports: string[] = [];
        for (const { start, end, file, isWorker } of await findFileUrls(code, id)) {
          if (isWorker) continue;
          const name = `__bunsen_url_${imports.length}`;
          imports.push(`import ${name} from ${JSON.stringify(`${file}?url`)};`);
          edited.update(start, end, `new ${CLASS}(${name})`);
        }
        for (const { start, end, template, glob } of findUrlTemplates(code)) {
          const files = `import.meta.glob(${JSON.stringify(glob)}, { eager: true, query: "?url", import: "default" })`;
          edited.update(start, end, `new ${CLASS}(${files}[${template}])`);
        }
        if (!edited.hasChanged()) return null;
        const runtime = `import { AssetUrl as ${CLASS} } from "@bunsen/runtime/internal/asset-url";`;
        // In the first line, so that the others keep their numbers.
        edited.prepend([runtime, ...imports].join(" "));
        return { code: edited.toString(), map: edited.generateMap({ hires: "boundary" }) };
      },
    },
  };
}

/** Whether a page, a layout or the root imports a module, other than by server files. */
function isBelowPage(
  context: PluginContext,
  module: EnvironmentModuleNode,
  seen = new Set<EnvironmentModuleNode>(),
): boolean {
  seen.add(module);
  for (const importer of module.importers) {
    const file = context.relative(importer.file ?? "");
    if (seen.has(importer) || context.isServerFile(file)) continue;
    if (context.isPage(file) || isBelowPage(context, importer, seen)) return true;
  }
  return false;
}
