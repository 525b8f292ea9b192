import { existsSync } from "node:fs";
import { join } from "node:path";
import { normalizePath, type Plugin } from "vite";
import { findFileUrls, findScriptPaths, findStylePaths, findUrlGlobs } from "../assets/file-urls.ts";
import { type ImportEdges, withoutQuery } from "../assets/import-edges.ts";
import type { UrlFiles } from "../assets/url-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { fileSystemPath } from "../util/paths.ts";
import { shipsToBrowser } from "./environments.ts";

const STYLES = /\.(css|less|sass|scss|styl|stylus|pcss|postcss|sss)($|\?)/;

/** Records the files that browser code names by a URL: browsers may request them, though no module imports them. */
export function urlFilesPlugin(
  context: PluginContext,
  importEdges: ImportEdges,
  urlFiles: UrlFiles,
): Plugin[] {
  return [
    {
      name: "bunsen:script-urls",
      enforce: "pre",
      applyToEnvironment: shipsToBrowser,
      transform: {
        filter: { id: { include: /\.[cm]?[jt]sx?($|\?)/, exclude: /\0/ }, code: /import\.meta\.url/ },
        async handler(code, id) {
          const script = withoutQuery(id);
          for (const found of await findFileUrls(code, script)) {
            const file = normalizePath(found.file);
            const name = context.relative(file);
            // Vite follows symbolic links, whose targets may have another name.
            if (existsSync(file) && context.isServerFile(name)) {
              throw importErrors.serverOnly(name, [context.relative(script), name]);
            }
            importEdges.add(id, file);
            urlFiles.add(file);
          }
          for (const glob of findUrlGlobs(code, script)) urlFiles.addGlob(glob);
        },
      },
    },
    {
      // After Vite has resolved those of workers.
      name: "bunsen:script-paths",
      apply: "serve",
      applyToEnvironment: shipsToBrowser,
      transform: {
        filter: {
          id: { include: /\.[cm]?[jt]sx?($|\?)/, exclude: /\0|node_modules/ },
          code: /\bnew\s+URL\b/,
        },
        handler(code) {
          for (const path of findScriptPaths(code, context.base)) urlFiles.add(fileOf(context, path));
        },
      },
    },
    {
      // After Vite has put its own URLs into it, and before it makes a script of it.
      name: "bunsen:style-urls",
      apply: "serve",
      transform: {
        filter: { id: { include: STYLES, exclude: /\0/ } },
        handler(code) {
          for (const path of findStylePaths(code, context.base)) urlFiles.add(fileOf(context, path));
        },
      },
    },
  ];
}

/** The file that a path of Vite's server means. */
function fileOf(context: PluginContext, path: string): string {
  const [first, ...rest] = path.slice(1).split("/");
  return first === "@fs"
    ? fileSystemPath(rest.filter(Boolean))
    : normalizePath(join(context.config.root, path));
}
