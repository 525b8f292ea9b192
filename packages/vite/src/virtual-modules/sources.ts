import { nearestError } from "@bunsen/runtime/internal/nearest-error";
import type { ClientManifest } from "../assets/client-manifest.ts";
import { prefetchSettings } from "../context/options.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { environmentErrors } from "../diagnostics/environment-errors.ts";
import { clientEntryId, routeIdOfClientEntry, VIRTUAL } from "../routes/virtual-ids.ts";
import { buildData } from "./build-data.ts";
import {
  appModule,
  baseModule,
  chunksModule,
  clientEntryModule,
  developmentBuildModule,
  instrumentationModule,
  openTelemetryModule,
  productionBuildModule,
  recoveryModule,
  refreshPreambleModule,
  testBuildModule,
  testModule,
} from "./templates.ts";

/** A client build, which may not be finished yet. */
interface ClientBuild {
  /** @throws {Error} if it is not finished */
  readonly clientManifest: ClientManifest;
}

/**
 * The text of a virtual module; `undefined` if there is none of that name on that side.
 *
 * @param consumer the side that imports it: modules for browsers must not list the routes of the server
 * @param client needed for a production build of the server
 * @throws {BunsenPluginError} if it is made from the pages, and something is wrong with them; if a test runs as a browser
 */
export function virtualSource(
  context: PluginContext,
  id: string,
  consumer: "client" | "server",
  client?: ClientBuild,
): string | undefined {
  const routeId = routeIdOfClientEntry(id);
  if (routeId !== undefined) return clientEntry(context, routeId);
  switch (id) {
    case VIRTUAL.base:
      return baseModule(context.base);
    case VIRTUAL.refreshPreamble:
      return refreshPreambleModule();
    case VIRTUAL.chunks:
      return chunksModule();
    case VIRTUAL.recovery:
      return recoveryModule(showsErrors(context));
    case VIRTUAL.test:
      if (consumer === "client") throw environmentErrors.testEnvironment();
      return testModule(context.publicLocation);
    default:
      return consumer === "client" ? undefined : serverSource(context, id, client);
  }
}

function serverSource(context: PluginContext, id: string, client?: ClientBuild): string | undefined {
  switch (id) {
    case VIRTUAL.app:
      return appModule();
    case VIRTUAL.instrumentation:
      return instrumentationModule(context.instrumentationFile);
    case VIRTUAL.openTelemetry:
      return openTelemetryModule(context.dependsOn("@opentelemetry/api"));
    case VIRTUAL.build:
      return buildModule(context, client);
    default:
      return undefined;
  }
}

/** The ids of all virtual modules that development uses. */
export function developmentModules({ uncheckedTable }: PluginContext): string[] {
  const pages = [...uncheckedTable.routes, ...uncheckedTable.errors].filter(
    ({ kind }) => kind !== "endpoint",
  );
  return [
    VIRTUAL.build,
    ...pages.map(({ id }) => clientEntryId(id)),
    VIRTUAL.refreshPreamble,
    VIRTUAL.recovery,
  ];
}

function isDevelopment({ config }: PluginContext): boolean {
  return config.command === "serve";
}

function buildModule(context: PluginContext, client?: ClientBuild): string {
  const { serverFile } = context;
  if (process.env.VITEST !== undefined) return testBuildModule(buildData(context, undefined), serverFile);
  if (isDevelopment(context)) return developmentBuildModule(buildData(context, undefined), serverFile);
  if (!client) throw new Error("bunsen: the server cannot be built without a client build");
  return productionBuildModule(buildData(context, client.clientManifest), serverFile);
}

function clientEntry(context: PluginContext, routeId: string): string | undefined {
  const route = context.page(routeId);
  if (!route) return undefined;
  const errorPage = nearestError(context.uncheckedTable.errors, 500, route)?.file;
  return clientEntryModule(route, {
    isDevelopment: isDevelopment(context),
    // An error page that fails is not shown again.
    errorPage: errorPage === route.file ? undefined : errorPage,
    clientFile: context.clientFile,
    navigatesInPlace: context.options.navigation !== "document",
    prefetch: prefetchSettings(context.options),
    hasViewTransitions: context.options.viewTransitions === true,
  });
}

/** Unless the user's config turns Vite's overlay off. */
function showsErrors({ config }: PluginContext): boolean {
  const { hmr } = config.server;
  return typeof hmr === "object" ? hmr.overlay !== false : hmr !== false;
}
