import type { Plugin } from "vite";
import { buildData } from "../build/build-data.ts";
import type { PluginContext } from "../context.ts";
import { routeIdOfClientEntry, VIRTUAL } from "../virtual/ids.ts";
import {
  appModule,
  clientEntryModule,
  developmentBuildModule,
  instrumentationModule,
  productionBuildModule,
  recoveryModule,
  refreshPreambleModule,
} from "../virtual/templates.ts";

/** Turns the route table into modules; nothing is written beside the user's files. */
export function virtualModulesPlugin(context: PluginContext): Plugin {
  const isDevelopment = () => context.config.command === "serve";
  return {
    name: "bunsen:virtual-modules",
    resolveId: {
      filter: { id: /^(virtual:bunsen\/|\.\/prerendered\.js$)/ },
      handler(id, importer) {
        if (id.startsWith("virtual:")) return `\0${id}`;
        // Written after the bundle, which it is rendered by.
        return importer === `\0${VIRTUAL.app}` ? { id, external: true } : null;
      },
    },
    load: {
      filter: { id: /^\0virtual:bunsen\// },
      handler(resolved) {
        const id = resolved.slice(1);
        const routeId = routeIdOfClientEntry(id);
        if (routeId !== undefined) return loadClientEntry(context, routeId, isDevelopment());
        if (id === VIRTUAL.app) return appModule();
        if (id === VIRTUAL.instrumentation) return instrumentationModule(context.instrumentationFile);
        if (id === VIRTUAL.refreshPreamble) return refreshPreambleModule();
        if (id === VIRTUAL.recovery) return recoveryModule(showsErrors(context));
        if (id !== VIRTUAL.build) return undefined;
        // What a browser asks for must not list the routes of the server.
        if (this.environment.config.consumer === "client") return undefined;
        const data = buildData(context, isDevelopment());
        const { serverFile } = context;
        return isDevelopment()
          ? developmentBuildModule(data, serverFile)
          : productionBuildModule(data, serverFile);
      },
    },
  };
}

function loadClientEntry(
  context: PluginContext,
  routeId: string,
  isDevelopment: boolean,
): string | undefined {
  const { routes, errors } = context.uncheckedTable;
  for (const route of [...routes, ...errors]) {
    if (route.id === routeId && route.kind !== "endpoint") return clientEntryModule(route, isDevelopment);
  }
  return undefined;
}

/** Unless the user's config turns Vite's overlay off. */
function showsErrors({ config }: PluginContext): boolean {
  const { hmr } = config.server;
  return typeof hmr === "object" ? hmr.overlay !== false : hmr !== false;
}
