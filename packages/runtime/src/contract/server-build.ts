import type { Navigation } from "../api/config.ts";
import type { ServerOptions } from "../api/define-server.ts";
import type { ClientFiles } from "../http/file-representation.ts";
import type { FileIndex, StaticFile } from "../http/static-files.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import type { PrefetchSettings } from "./prefetch.ts";
import type { Route, RouteTable } from "./route-table.ts";

/** What one page sends to the browser, as ready-made HTML. */
export interface PageAssets {
  /** Stylesheets, for `<head>`. */
  head: string;
  /** Module preloads, for `<head>`; left out where nothing hydrates. */
  preload: string;
  /** The script that hydrates the page, for the end of `<body>`; left out where nothing hydrates. */
  body: string;
}

/** A module namespace as the bundler or the module runner hands it over. */
export type ModuleNamespace = Record<string, unknown>;

/** Everything the server knows at build time. The virtual module `virtual:bunsen/build` exports one. */
export interface ServerBuild {
  mode: "development" | "production";
  /** Vite's `base`: starts and ends with a slash. */
  base: string;
  /** Changes with every build whose output differs. */
  buildId: string;
  /** How links and forms lead from page to page; a page's `config` may say `"document"`. */
  navigation: Navigation;
  /** What links prefetch, where it is not the default. */
  prefetch?: PrefetchSettings;
  /** Whether documents that follow each other are animated. Default `false`. */
  viewTransitions?: boolean;
  table: RouteTable;
  /** Loads a module by the path the route table names; synchronous in a production build. */
  modules: Record<string, () => ModuleNamespace | Promise<ModuleNamespace>>;
  /** By route id; empty in development, where `DevelopmentHooks` answers. */
  assets: Record<string, PageAssets>;
  /** Links to the stylesheets of modules that are imported dynamically, each as HTML, by the module's path in the app. */
  lazyStyles?: Record<string, readonly string[]>;
  /** By canonical URL path; empty in development, where Vite serves files. */
  files: Record<string, StaticFile>;
  /** Pages rendered at build time, by canonical URL path. */
  prerendered: Record<string, StaticFile>;
  /** Directory that holds `client` and `prerendered`, absolute; empty in development. */
  directory: string;
  /** Instead of `directory`: files that an executable has in itself. */
  clientFiles?: ClientFiles;
  /** Instead of `files`: looks for a file when it is asked for, as tests do. */
  fileIndex?: FileIndex;
  /** `false` caches no pages, whatever they ask for. Default `true`. */
  cachesPages?: boolean;
  /** What the paths of hashed files start with, such as `/assets/`; left out if that is no prefix of their own. */
  assetsPrefix?: string;
  /** The default export of `src/server.ts`. */
  server?: ServerOptions;
  /** Made of the app's own `@opentelemetry/api`, if it depends on that. */
  tracing?: Tracing;
  versions: { bunsen: string; vite: string };
}

/** What only the development server can answer. */
export interface DevelopmentHooks {
  /** Files of `public/` as they are on disk now. */
  files: FileIndex;
  /** Called for every page render, because the module graph grows as pages are visited. */
  pageAssets(routeId: string, files: string[]): PageAssets | Promise<PageAssets>;
  /** Links to the stylesheets that modules reach, each as HTML. */
  stylesheets(files: readonly string[]): readonly string[] | Promise<readonly string[]>;
  /** Path that browsers report violations of the policy to. */
  readonly policyReports: string;
  /** User code failed. A file that is missing may be the cause: the error tells whether a new one can be it. */
  requestFailed(error: unknown): void;
  /** What to do about a path, without `base`, that has no route: which file would respond. */
  routeHint(path: string): string;
  /** HTML that loads a page without components again after a change. */
  recovery(): string;
  /** HTML that shows `error` on top of the error page, and `recovery`. */
  errorOverlay(error: unknown): string | Promise<string>;
}

export type { ClientFiles, FileIndex, Route, RouteTable, StaticFile };
