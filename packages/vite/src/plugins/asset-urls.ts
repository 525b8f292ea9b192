import MagicString from "magic-string";
import type { DevEnvironment, EnvironmentModuleNode, Plugin } from "vite";
import { findFileUrls, findUrlTemplates, globOf } from "../assets/file-urls.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { FileUrlModules } from "../dev/file-url-modules.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { positionOf } from "../page-module/parse.ts";
import type { BuildState } from "../production/build-state.ts";
import { atPlace } from "../source-errors/at-place.ts";
import { shipsToBrowser } from "./environments.ts";

const CLASS = "__bunsen_AssetUrl";

/**
 * Gives `new URL("./logo.svg", import.meta.url)` one meaning in modules that server and browsers have: the URL of the file as
 * browsers are served it. In other modules of the server it is the file itself. Packages are left alone: what they load by
 * such URLs, they load in browsers only.
 */
export function assetUrlsPlugin(context: PluginContext, state: BuildState): Plugin {
  const fileUrlModules = new FileUrlModules<EnvironmentModuleNode>({
    isPage: (file) => context.isPage(context.relative(file)),
    isServerFile: (file) => context.isServerFile(context.relative(file)),
  });

  function isForBrowser(environment: DevEnvironment | { mode: string }, id: string): boolean {
    if (context.isPage(context.relative(id))) return true;
    if (!("moduleGraph" in environment)) return state.browserScripts.has(id);
    const module = environment.moduleGraph.getModuleById(id);
    if (!module) return false;
    const isBelowPage = fileUrlModules.isForBrowser(module);
    if (!isBelowPage) fileUrlModules.add(module);
    return isBelowPage;
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
        const module = await ssr.moduleGraph.getModuleByUrl(url);
        // A page that is about to be evaluated imports them: now the browser has them, too.
        const below = module ? fileUrlModules.takeBelow(module) : [];
        for (const file of below) ssr.moduleGraph.invalidateModule(file);
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
        refuseLoadedFiles(context, code, id);
        const edited = new MagicString(code);
        const imports: string[] = [];
        for (const { start, end, file, isWorker } of await findFileUrls(code, id)) {
          if (isWorker) continue;
          const name = `__bunsen_url_${imports.length}`;
          imports.push(`import ${name} from ${JSON.stringify(`${file}?url`)};`);
          edited.update(start, end, `new ${CLASS}(${name})`);
        }
        for (const found of findUrlTemplates(code)) {
          const files = `import.meta.glob(${JSON.stringify(globOf(found))}, { eager: true, query: "?url", import: "default" })`;
          edited.update(found.start, found.end, `${CLASS}.among(${files}, ${found.template})`);
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

/** An import of a file by its attribute, as `bunsen:import-attributes` has written it. */
const LOADED =
  /import \{ (?:filePath|(fileBytes)) as \w+ \} from "@bunsen\/runtime\/internal\/file-import"; const .*?new URL\("([^"]+)"/;

/** Browsers have no paths of files, and no such bytes. */
function refuseLoadedFiles(context: PluginContext, code: string, file: string): void {
  const loaded = LOADED.exec(code);
  if (!loaded) return;
  const position = positionOf(code, loaded.index);
  const [, bytes, specifier = ""] = loaded;
  const place = `${context.relative(file)}:${position.line}`;
  const error = importErrors.attribute(place, specifier, `type: "${bytes ? "bytes" : "file"}"`);
  throw atPlace(error, { file, ...position });
}
