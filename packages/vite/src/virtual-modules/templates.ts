import { createHash } from "node:crypto";
import type { PrefetchSettings } from "@bunsen/runtime/internal/prefetch";
import type { ErrorRoute, PageRoute, RouteTable } from "@bunsen/runtime/internal/route-table";
import type { PublicLocation } from "../assets/public-index.ts";

/** Text of a JavaScript literal. Paths may contain quotes, backslashes and line separators. */
function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** Every module the server may load, in the table's order, each once. */
export function serverModules(table: RouteTable): string[] {
  const files = [...table.routes, ...table.errors].flatMap((route) => {
    if (route.kind === "endpoint") return [route.file];
    return [...route.wrappers, route].flatMap((pair) => [pair.file, pair.server]);
  });
  return [...new Set(files)].filter((file) => file !== undefined);
}

/** The plain data of a `ServerBuild`. */
export interface BuildData {
  mode: string;
  base: string;
  buildId: string;
  navigation: string;
  prefetch?: PrefetchSettings;
  viewTransitions?: boolean;
  table: RouteTable;
  assets: object;
  lazyStyles?: object;
  files: object;
  assetsPrefix?: string;
  versions: object;
}

/** `virtual:bunsen/build` in a production build: everything is imported statically. */
export function productionBuildModule(data: BuildData, serverFile: string | undefined): string {
  const files = serverModules(data.table);
  const imports = files.map((file, index) => `import * as module${index} from ${literal(`/${file}`)};`);
  imports.push(importServer(serverFile));
  const entries = files.map((file, index) => `  ${literal(file)}: () => module${index},`);
  return `import { buildDirectory } from "@bunsen/runtime/internal/build-directory";
import { tracing } from "virtual:bunsen/open-telemetry";
${imports.join("\n")}

const modules = {
${entries.join("\n")}
};

export const build = {
  ...${literal(data)},
  modules,
  server,
  tracing,
  directory: buildDirectory(import.meta.dir),
};
`;
}

/**
 * `virtual:bunsen/build` in development: a module is loaded when a request needs it. Imports whose names Vite could read
 * would all be resolved before the first response.
 */
export function developmentBuildModule(data: BuildData, serverFile: string | undefined): string {
  const modules = `const files = ${parsed(serverModules(data.table))};
const modules = Object.fromEntries(files.map((file) => [file, () => import(/* @vite-ignore */ "/" + file)]));
`;
  return loadingBuildModule(data, serverFile, modules);
}

/** The same in Vitest, which runs a test again when a module changes whose name it can read. */
export function testBuildModule(data: BuildData, serverFile: string | undefined): string {
  const entries = serverModules(data.table).map(
    (file) => `  ${literal(file)}: () => import(${literal(`/${file}`)}),\n`,
  );
  return loadingBuildModule(data, serverFile, `const modules = {\n${entries.join("")}};\n`);
}

function loadingBuildModule(data: BuildData, serverFile: string | undefined, modules: string): string {
  return `import "virtual:bunsen/base";
import { tracing } from "virtual:bunsen/open-telemetry";
${importServerModule(serverFile)}

${modules}
const data = ${parsed(data)};

export const build = { ...data, modules, server, tracing, directory: "", prerendered: {} };
`;
}

/** `virtual:bunsen/base` in development and tests: modules that are imported after it may call `href` immediately. */
export function baseModule(base: string): string {
  return `import { setBase } from "@bunsen/runtime/internal/base-path";

setBase(${literal(base)});
`;
}

/** An expression for data that may be large: parsed much faster than a literal, and transformed not at all. */
function parsed(data: unknown): string {
  return `JSON.parse(\`${JSON.stringify(data, null, 2).replace(/[\\`]|\$\{/g, "\\$&")}\`)`;
}

/** `src/server.ts` is the user's, and optional. */
function importServer(serverFile: string | undefined): string {
  return serverFile === undefined
    ? "const server = undefined;"
    : `import server from ${literal(`/${serverFile}`)};`;
}

/** No bundler refuses a missing export here. The app refuses `null`; otherwise it would run without its guards. */
function importServerModule(serverFile: string | undefined): string {
  return serverFile === undefined
    ? "const server = undefined;"
    : `import * as serverModule from ${literal(`/${serverFile}`)};\n\nconst server = serverModule.default ?? null;`;
}

/**
 * `virtual:bunsen/instrumentation`: the user's, unless a build renders pages with this app: those need no traces, and a
 * collector may be missing. The rest of the server's one chunk waits for it.
 */
export function instrumentationModule(instrumentationFile: string | undefined): string {
  if (instrumentationFile === undefined) return "";
  return `import { isBuilding } from "@bunsen/runtime/internal/build-phase";

if (!isBuilding()) await import(${literal(`/${instrumentationFile}`)});
`;
}

/**
 * `virtual:bunsen/open-telemetry`. Without the package nothing of it is in a bundle.
 *
 * @param isInstalled whether the app depends on `@opentelemetry/api`
 */
export function openTelemetryModule(isInstalled: boolean): string {
  if (!isInstalled) return "export const tracing = undefined;\n";
  const names =
    "context, createNoopMeter, metrics, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace";
  return `import { ${names} } from "@opentelemetry/api";
import { OpenTelemetry } from "@bunsen/runtime/internal/open-telemetry";

export const tracing = new OpenTelemetry({ ${names} });
`;
}

/** `virtual:bunsen/app`: what `dist/server/app.js` exports. */
export function appModule(): string {
  // Instrumentation first: tracers must be loaded before what they trace.
  return `import "virtual:bunsen/instrumentation";
import { createApp } from "@bunsen/runtime/internal/app";
import { build } from "virtual:bunsen/build";
import { files, prerendered } from "./prerendered.js";

export { serve } from "@bunsen/runtime/internal/serve";
export const app = createApp({ ...build, files: { ...build.files, ...files }, prerendered });
`;
}

/** `virtual:bunsen/test`: what `createApp` of `@bunsen/vite/test` makes its app from, and where `public/` is. */
export function testModule(publicFiles: PublicLocation): string {
  return `export { createApp } from "@bunsen/runtime/internal/app";
export { build } from "virtual:bunsen/build";
export const publicFiles = ${literal(publicFiles)};
`;
}

/** `dist/server/index.js`: the few lines that start the server. */
export const SERVER_INDEX = `import "./inspect.js";
import { asksForWorkers } from "./prerendered.js";
import { supervise } from "./supervise.js";

// A supervisor of workers stays here, and loads nothing of the app.
await supervise(import.meta.path, asksForWorkers);
const { app, serve } = await import("./app.js");
serve(app);
`;

/** `dist/server/app.d.ts`: types for those who mount the app in their own server. */
export const APP_TYPES = `export declare const app: import("@bunsen/runtime").App;
export declare function serve(server: typeof app): Promise<Bun.Server<unknown>>;
`;

/** `virtual:bunsen/refresh-preamble`: what plugin-react would inject into an HTML file. */
export function refreshPreambleModule(): string {
  return `import RefreshRuntime from "/@react-refresh";
RefreshRuntime.injectIntoGlobalHook(window);
window.$RefreshReg$ = () => {};
window.$RefreshSig$ = () => (type) => type;
`;
}

/**
 * `virtual:bunsen/recovery`: every page has it, even if the page's own script cannot be loaded.
 *
 * @param showsErrors whether Vite's overlay is wanted
 */
export function recoveryModule(showsErrors: boolean): string {
  return `import { ErrorOverlay } from "/@vite/client";
import { watchDocument } from "@bunsen/runtime/internal/recover";

watchDocument(import.meta.hot, ${showsErrors ? "ErrorOverlay" : "undefined"});
`;
}

/** `virtual:bunsen/chunks`: a script of its own, the same in every build, so that it still exists when others do not. */
export function chunksModule(): string {
  return `import { watchChunks } from "@bunsen/runtime/internal/watch-chunks";

watchChunks();
`;
}

/** What the browser entry of a page is made from, beside its route. */
export interface ClientEntryOptions {
  isDevelopment: boolean;
  /** The nearest `500.tsx`. */
  errorPage: string | undefined;
  /** `src/client.ts`, if there is one. */
  clientFile: string | undefined;
  /** Whether links and forms may lead to pages in place. */
  navigatesInPlace: boolean;
  /** Only what differs from the defaults. */
  prefetch: PrefetchSettings;
  hasViewTransitions: boolean;
}

/** The browser entry of a page: imports its components, root first, and hydrates; a later page only provides its components. */
export function clientEntryModule(
  route: PageRoute | ErrorRoute,
  {
    isDevelopment,
    errorPage,
    clientFile,
    navigatesInPlace,
    prefetch,
    hasViewTransitions,
  }: ClientEntryOptions,
): string {
  const files = [...route.wrappers, route].flatMap((pair) => pair.file ?? []);
  const imports = files.map((file, index) => `import Component${index} from ${literal(`/${file}`)};`);
  const keys = files.map((file) => (isDevelopment ? file : componentKey(file)));
  const fields = [
    `id: ${literal(route.id)},`,
    `keys: ${literal(keys)},`,
    `components: [${files.map((_, index) => `Component${index}`).join(", ")}],`,
    ...(errorPage === undefined ? [] : [`loadErrorPage: () => ${dynamicImport(errorPage)},`]),
    ...(clientFile === undefined
      ? []
      : [`runClientFile: () => runClientFile(() => ${dynamicImport(clientFile)}),`]),
    ...(navigatesInPlace && Object.keys(prefetch).length > 0 ? [`prefetch: ${literal(prefetch)},`] : []),
    ...(navigatesInPlace && hasViewTransitions ? ["hasViewTransitions: true,"] : []),
    navigatesInPlace
      ? 'loadNavigation: () => import("@bunsen/runtime/internal/navigation"),'
      : "loadNavigation: async () => navigation,",
  ];
  if (!navigatesInPlace)
    imports.unshift('import * as navigation from "@bunsen/runtime/internal/navigation-by-document";');
  if (clientFile !== undefined)
    imports.unshift('import { runClientFile } from "@bunsen/runtime/internal/client-file";');
  const page = `{\n  ${fields.join("\n  ")}\n}`;
  if (isDevelopment) {
    return `import "virtual:bunsen/refresh-preamble";
import "virtual:bunsen/base";
import "virtual:bunsen/recovery";
import { hydrateInDevelopment } from "@bunsen/runtime/internal/hot";
import { startPage } from "@bunsen/runtime/internal/start-page";
${imports.join("\n")}

startPage(${page}, (page) => hydrateInDevelopment(page, import.meta.hot));
`;
  }
  return `import "virtual:bunsen/chunks";
import { startPage } from "@bunsen/runtime/internal/start-page";
${imports.join("\n")}

startPage(${page});
`;
}

/** Names a component without telling where its file is. */
function componentKey(file: string): string {
  return createHash("sha256").update(file).digest("base64url").slice(0, 8);
}

function dynamicImport(file: string): string {
  return `import(${literal(`/${file}`)})`;
}
