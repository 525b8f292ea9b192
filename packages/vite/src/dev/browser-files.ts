import { extname } from "node:path";
import { isCSSRequest, type ViteDevServer } from "vite";
import { DATA_EXTENSIONS } from "../assets/data-module.ts";
import type { UrlFiles } from "../assets/url-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";

const SCRIPT = /\.[cm]?[jt]sx?$/;

/** A module that imports one of these files gets its content, not its URL. */
const CONTENT = new Set(["json", "txt", "html", "htm", ...DATA_EXTENSIONS]);

/**
 * Whether a file is one that browser code asks for: modules of its graph, what it names by a URL, packages, and what the
 * server's code knows by a URL or as styles. Everything else in the project stays private: `vite.config.ts`,
 * `package.json`, databases, a helper that only the server imports.
 *
 * @param file absolute, with `/`
 */
export function isForBrowser(
  file: string,
  context: PluginContext,
  urlFiles: UrlFiles,
  server: ViteDevServer,
): boolean {
  if (context.isServerFile(context.relative(file))) return false;
  const { client, ssr } = server.environments;
  return (
    file.includes("/node_modules/") ||
    file.startsWith(`${context.config.cacheDir}/deps`) ||
    urlFiles.has(file) ||
    idsOf(client, file).length > 0 ||
    idsOf(ssr, file).some((id) => hasUrl(id, file))
  );
}

type Environment = ViteDevServer["environments"][string] | undefined;

/** Files that a module merely depends on, as Tailwind's sources, are in the graph without an id. */
function idsOf(environment: Environment, file: string): string[] {
  return [...(environment?.moduleGraph.getModulesByFile(file) ?? [])].flatMap(({ id }) => id ?? []);
}

/** Whether a module of the server's graph puts the URL of its file into pages. */
function hasUrl(id: string, file: string): boolean {
  if (isCSSRequest(id)) return true;
  const query = id.slice(file.length);
  if (/[?&]url\b/.test(query)) return true;
  // Another query asks for content, or for what a plugin makes of it.
  if (query !== "" && !/[?&]no-inline\b/.test(query)) return false;
  return !SCRIPT.test(file) && !CONTENT.has(extname(file).slice(1).toLowerCase());
}
