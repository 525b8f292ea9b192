import { isBuiltin } from "node:module";
import { basename } from "node:path";
import type { Plugin, Rolldown } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { messages } from "../diagnostics/messages.ts";
import { shipsToBrowser } from "./environments.ts";

/** Keeps server code out of the browser: whoever imports it there gets an error with the chain of imports. */
export function serverOnlyPlugin(context: PluginContext): Plugin {
  // In a Rolldown build a module does not know its importers while it is loaded, so the edges are kept here.
  const edges: Edge[] = [];
  return {
    name: "bunsen:server-only",
    enforce: "pre",
    applyToEnvironment: shipsToBrowser,
    async resolveId(source, importer, options) {
      if (importer === undefined || importer.includes("/node_modules/")) {
        if (!isExplicitBuiltin(source)) return null;
      } else {
        edges.push({ importer, source });
      }
      const what = await forbidden(context, source, () =>
        this.resolve(source, importer, { ...options, skipSelf: true }).then((resolved) => resolved?.id),
      );
      if (what === undefined || importer === undefined) return null;
      // The dependency scan reads files as they are written, before server exports are taken out.
      if ("scan" in options && options.scan) return { id: source, external: true };
      const chain = await findChain(importer, edges, (edge) => resolveEdge(this, edge));
      throw messages.serverOnly(what, [...chain.map((id) => describe(context, id)), what]);
    },
    load: {
      filter: { id: /\.[cm]?[jt]sx?($|\?)/ },
      async handler(id) {
        const file = describe(context, id);
        if (!isServerFile(context, file)) return;
        // An alias may lead here that does not look like it.
        const chain = await findChain(id, edges, (edge) => resolveEdge(this, edge));
        throw chain.length > 1
          ? messages.serverOnly(
              file,
              chain.map((link) => describe(context, link)),
            )
          : messages.notServed(file);
      },
    },
  };
}

function isExplicitBuiltin(source: string): boolean {
  return /^(node:|bun:|bun$)/.test(source);
}

/** What the import names, if it is something that only a server has. */
async function forbidden(
  context: PluginContext,
  source: string,
  resolve: () => Promise<string | undefined>,
): Promise<string | undefined> {
  if (source === "server-only" || isExplicitBuiltin(source) || isBuiltin(source)) return source;
  if (source.startsWith("\0") || source.startsWith("virtual:")) return undefined;
  if (!mayBeServerFile(context, source)) return undefined;
  const id = await resolve();
  if (id === undefined) return undefined;
  const file = context.relative(id.split("?", 1)[0] ?? id);
  return isServerFile(context, file) ? file : undefined;
}

/** A cheap look at the text of an import, so that ordinary imports are resolved only once. */
function mayBeServerFile(context: PluginContext, source: string): boolean {
  if (/server/.test(source)) return true;
  return context.uncheckedTable.routes.some(
    (route) =>
      route.kind === "endpoint" && basename(route.file).startsWith(basename(source).split(".")[0] ?? ""),
  );
}

/** `*.server.*`, `src/server.ts` and endpoints. */
export function isServerFile(context: PluginContext, file: string): boolean {
  if (/\.server\.[^./]+$/.test(file) || /^src\/server\.[cm]?[jt]s$/.test(file)) return true;
  return context.uncheckedTable.routes.some((route) => route.kind === "endpoint" && route.file === file);
}

interface Edge {
  importer: string;
  source: string;
}

async function resolveEdge(
  plugin: Rolldown.PluginContext,
  { source, importer }: Edge,
): Promise<string | undefined> {
  return (await plugin.resolve(source, importer, { skipSelf: true }))?.id;
}

/** From a page's entry down to `last`, found backwards along the recorded imports. */
async function findChain(
  last: string,
  edges: readonly Edge[],
  resolve: (edge: Edge) => Promise<string | undefined>,
): Promise<string[]> {
  const importerOf = new Map<string, string>();
  for (const edge of edges) {
    const id = await resolve(edge).catch(() => undefined);
    if (id !== undefined && !importerOf.has(id)) importerOf.set(id, edge.importer);
  }
  const chain = [last];
  for (let id = importerOf.get(last); id !== undefined && !chain.includes(id); id = importerOf.get(id)) {
    chain.unshift(id);
  }
  return chain.filter((id) => !id.startsWith("\0"));
}

function describe(context: PluginContext, id: string): string {
  return context.relative(id.split("?", 1)[0] ?? id);
}
