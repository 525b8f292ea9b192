import { existsSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname, extname, isAbsolute, join, resolve } from "node:path";
import { createIdResolver, normalizePath, type Plugin, preprocessCSS, type Rolldown } from "vite";
import { type ImportEdges, withoutQuery } from "../assets/import-edges.ts";
import { STYLE_EXTENSIONS, styleImports } from "../assets/style-imports.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { atImport } from "../source-errors/describe-by-source.ts";
import { shipsToBrowser } from "./environments.ts";

const STYLES = /\.(css|less|sass|scss|styl|stylus|pcss|postcss|sss)($|\?)/;

/**
 * Keeps server code out of the browser: an import there is an error with the chain of imports. Vite bundles
 * workers apart from the pages, each with a plugin of its own.
 */
export function serverOnlyPlugin(context: PluginContext, importEdges: ImportEdges): Plugin {
  /** The files from a page's entry to a module, as messages name them. */
  async function chainTo(plugin: Rolldown.PluginContext, last: string): Promise<string[]> {
    const chain = await importEdges.chainTo(last, async (source, importer) => {
      if (source === importer) return undefined;
      return (await plugin.resolve(source, importer, { skipSelf: true }))?.id;
    });
    return chain.map((id) => context.relative(normalizePath(id)));
  }
  let styleResolver: ReturnType<typeof createIdResolver> | undefined;
  return {
    name: "bunsen:server-only",
    enforce: "pre",
    applyToEnvironment: shipsToBrowser,
    async resolveId(source, importer, options) {
      if (!importer?.includes("/node_modules/") || isAlwaysForbidden(source)) {
        const what = await forbidden(context, source, importer, () =>
          this.resolve(source, importer, { ...options, skipSelf: true }).then((resolved) => resolved?.id),
        );
        if (what !== undefined && importer !== undefined) {
          // The dependency scan reads files as they are written, before server exports are taken out.
          if ("scan" in options && options.scan) return { id: source, external: true };
          const error = importErrors.serverOnly(what, [...(await chainTo(this, importer)), what]);
          throw atImport(error, importer, source);
        }
      }
      // Not before: a chain asks Vite for the module of every import, and Vite would warn of the forbidden one.
      if (importer !== undefined) importEdges.add(importer, source);
      return null;
    },
    load: {
      order: "pre",
      // An alias or a package can lead to a server file without having its name.
      filter: { id: { exclude: /^\0/ } },
      async handler(id) {
        const file = context.relative(withoutQuery(id));
        if (!context.isServerFile(file)) return;
        const chain = await chainTo(this, id);
        throw chain.length > 1 ? importErrors.serverOnly(file, chain) : importErrors.notServed(file);
      },
    },
    transform: {
      // Vite itself reads what a stylesheet imports.
      filter: { id: { include: STYLES, exclude: /^\0/ } },
      async handler(code, id) {
        const own = withoutQuery(id);
        styleResolver ??= createStyleResolver(context);
        const resolveStyle = styleResolver;
        const resolveImport = (specifier: string, importer: string) =>
          resolveStyle(this.environment, specifier, importer);
        const check = async (path: string, importer: string): Promise<void> => {
          const file = context.relative(path);
          if (!context.isServerFile(file)) return;
          const chain = await chainTo(this, id);
          const by = context.relative(importer);
          throw importErrors.serverOnly(file, [...chain, ...(chain.includes(by) ? [] : [by]), file]);
        };
        const { files, isComputed } = await styleImports(code, own, resolveImport);
        for (const { path, importer } of files) await check(path, importer);
        if (!isComputed) return;
        const { deps } = await preprocessCSS(code, own, context.config);
        for (const path of deps ?? []) await check(path, own);
      },
    },
    generateBundle(_options, bundle) {
      // The last check, for files that came in by another way.
      for (const file of filesOf(context, bundle)) {
        if (context.isServerFile(file)) throw importErrors.serverFileInBundle(file, basename(file));
      }
    },
  };
}

/**
 * Resolves what a stylesheet names as Vite's own CSS plugin does. `this.resolve` would resolve a package to its JavaScript,
 * which the dev server then optimizes.
 */
function createStyleResolver(context: PluginContext): ReturnType<typeof createIdResolver> {
  return createIdResolver(context.config, {
    extensions: [...STYLE_EXTENSIONS, ".ts", ".js", ".mjs"],
    mainFields: ["sass", "less", "style"],
    conditions: ["sass", "less", "style", "development|production"],
    tryIndex: false,
    preferRelative: true,
  });
}

/** The sources of everything that the bundle holds, relative to the root. */
function filesOf(context: PluginContext, bundle: Rolldown.OutputBundle): string[] {
  return Object.values(bundle).flatMap((output) =>
    output.type === "chunk"
      ? output.moduleIds.filter((id) => !id.startsWith("\0")).map((id) => context.relative(withoutQuery(id)))
      : output.originalFileNames,
  );
}

/** Even in packages. */
function isAlwaysForbidden(source: string): boolean {
  return source === "server-only" || source === "@bunsen/runtime/env" || /^(node:|bun:|bun$)/.test(source);
}

/** What the import names, if it is something that only a server has. */
async function forbidden(
  context: PluginContext,
  source: string,
  importer: string | undefined,
  resolveSource: () => Promise<string | undefined>,
): Promise<string | undefined> {
  if (isAlwaysForbidden(source) || isBuiltin(source)) return source;
  if (source.startsWith("\0") || source.startsWith("virtual:")) return undefined;
  if (!mayBeServerFile(context, source)) return undefined;
  const id = await resolveSource();
  if (id === undefined) return undefined;
  const file = context.relative(withoutQuery(id));
  if (context.isServerFile(file)) return file;
  // A symbolic link may have the name of a server file, and its target not.
  const asked = askedFile(context, withoutQuery(source), importer);
  const names = [asked, asked + extname(file)];
  return isAbsolute(id) ? names.find((name) => context.isServerFile(name)) : undefined;
}

/** The file that an import names, relative to the root and before links are followed. */
function askedFile(context: PluginContext, source: string, importer: string | undefined): string {
  if (source.startsWith(".") && importer !== undefined) {
    return context.relative(resolve(dirname(withoutQuery(importer)), source));
  }
  if (!isAbsolute(source)) return source;
  return existsSync(join(context.config.root, source)) ? source.slice(1) : context.relative(source);
}

/** A cheap look at the text of an import, so that ordinary imports are resolved only once. */
function mayBeServerFile(context: PluginContext, source: string): boolean {
  return /server/i.test(source) || context.mayNameEndpoint(basename(source).split(".")[0] ?? "");
}
