import { existsSync } from "node:fs";
import { join } from "node:path";
import { type CanonicalPath, canonicalizePath } from "@bunsen/runtime/internal/path";
import { normalizePath, type ViteDevServer } from "vite";
import type { UrlFiles } from "../assets/url-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { fileSystemPath } from "../util/paths.ts";
import { isForBrowser } from "./browser-files.ts";
import { isImportable, liesInPublic } from "./public.ts";

/** Queries with which Vite's client asks for a file as a module. */
const MODULE_QUERY = /[?&](import|url|raw|inline|worker|sharedworker|worker_file|html-proxy|direct|t=|v=)/;

/** The same for files of `public/`, where `?v=2` is the user's own. */
const PUBLIC_MODULE_QUERY = /[?&](import|url|raw|inline|worker|sharedworker|worker_file)\b/;

/**
 * Who responds to a request in development. Vite serves what browser code loads: its own prefixes, and files that browser
 * code imports or names. The app responds to everything else: `public/`, as in production, and above all project files
 * such as `package.json`, which Vite would serve.
 *
 * @param target the request's path and query as they came in
 */
export function handlerOf(
  target: string,
  context: PluginContext,
  urlFiles: UrlFiles,
  server: ViteDevServer,
): "vite" | "app" {
  // Absolute-form and `*` (RFC 9112 §3.2): browsers never send these to Vite.
  if (!target.startsWith("/")) return "app";
  const [rawPath = "/"] = target.split("?", 1);
  const { config } = context;
  const { base } = config;
  if (!rawPath.startsWith(base)) return `${rawPath}/` === base ? "app" : "vite";
  const path = canonicalizePath(rawPath.slice(base.length - 1));
  if ("reason" in path) return "app";
  const { segments } = path;
  const [first] = segments;
  const file = first === "@fs" ? context.relative(fileSystemPath(segments.slice(1))) : segments.join("/");
  if (context.isServerFile(file)) return "app";
  if (liesInPublic(config.publicDir, path)) {
    return PUBLIC_MODULE_QUERY.test(target) && isImportable(config.publicDir, path) ? "vite" : "app";
  }
  const isVites = /^(@|node_modules\/|__)/.test(segments.join("/"));
  if (!isVites && matchesRoute(context, target, path)) return "app";
  const absolute = normalizePath(join(config.root, file));
  // A path without a file may be a plugin's, or that of a module without one. If it turns out to be a file, loading it
  // fails.
  if (!existsSync(absolute)) return "vite";
  return isForBrowser(absolute, context, urlFiles, server) ? "vite" : "app";
}

/** A route has precedence over a file of the same name, but not over a module that the page itself loads. */
function matchesRoute(context: PluginContext, target: string, path: CanonicalPath): boolean {
  return !MODULE_QUERY.test(target) && context.explicitRoutes.match(path) !== null;
}
