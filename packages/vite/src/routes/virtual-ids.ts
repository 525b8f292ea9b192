/** Ids of the virtual modules, as generated code imports them. */
export const VIRTUAL = {
  /** Exports `build: ServerBuild`. */
  build: "virtual:bunsen/build",
  /** Development and tests: passes Vite's `base` to the runtime, before any module of the app is loaded. */
  base: "virtual:bunsen/base",
  /** The production server's entry: exports `app` and `serve`. */
  app: "virtual:bunsen/app",
  /** The production server: loads `src/instrumentation.server.ts`, if there is one. */
  instrumentation: "virtual:bunsen/instrumentation",
  /** Exports `tracing`, made of the app's `@opentelemetry/api`; `undefined` if the app does not depend on it. */
  openTelemetry: "virtual:bunsen/open-telemetry",
  /** Vitest: what `createApp` of `@bunsen/vite/test` makes its app from, in the module graph of the test. */
  test: "virtual:bunsen/test",
  /** Development: installs React's refresh hooks before any component is loaded. */
  refreshPreamble: "virtual:bunsen/refresh-preamble",
  /** Development: shows errors, and reloads a page that never hydrated as soon as something changes. */
  recovery: "virtual:bunsen/recovery",
  /** Every page in production: loads the document again when a file of its build is missing. */
  chunks: "virtual:bunsen/chunks",
  /** Prefix of a page's browser entry; the route id follows. */
  client: "virtual:bunsen/client",
} as const;

/** The browser entry of a route: `virtual:bunsen/client/blog/[slug]`; no route is called `/index`. */
export function clientEntryId(routeId: string): string {
  return VIRTUAL.client + (routeId === "/" ? "/index" : routeId);
}

/** The route id of a browser entry, or `undefined` for any other module. */
export function routeIdOfClientEntry(id: string): string | undefined {
  if (!id.startsWith(`${VIRTUAL.client}/`)) return undefined;
  const routeId = id.slice(VIRTUAL.client.length);
  return routeId === "/index" ? "/" : routeId;
}

/** The URL under which Vite's development server serves a virtual module. */
export function developmentUrl(base: string, id: string): string {
  return `${base}@id/__x00__${encodeURI(id)}`;
}
