import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync, readdirSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { createMatcher, type Matcher } from "@bunsen/runtime/internal/match";
import type { Route, RouteTable } from "@bunsen/runtime/internal/route-table";
import { normalizePath, type ResolvedConfig } from "vite";
import type { ClientManifest } from "../assets/client-manifest.ts";
import { ImportEdges } from "../assets/import-edges.ts";
import type { PublicFile } from "../assets/public-files.ts";
import type { PublicLocation } from "../assets/public-index.ts";
import { UrlFiles } from "../assets/url-files.ts";
import type { DevelopmentApp } from "../dev/app.ts";
import { Changes } from "../dev/changes.ts";
import { messages } from "../diagnostics/messages.ts";
import { BuildFacts } from "../manifest/build-facts.ts";
import { ServerPackages } from "../packages/server-packages.ts";
import { ServerOutput } from "../production/server-output.ts";
import { type ScanResult, scanPages } from "../routes/scan.ts";
import { isServerFile } from "../routes/server-file.ts";
import type { CompileOptions } from "./compile-options.ts";
import type { BunsenOptions } from "./options.ts";

/** What the plugins share. A getter asserts that its value is there yet. */
export class PluginContext {
  readonly options: BunsenOptions;
  /** Files of `public/` that the build publishes; known once it has looked at them. */
  publicFiles: readonly PublicFile[] = [];
  /** Vite's `base`, with a slash at both ends. Vitest sets the config's own to `/`. */
  base = "/";
  /** What the running server build has made beside its script. */
  serverOutput = new ServerOutput();
  /** Packages that the server build leaves as files. */
  readonly serverPackages: ServerPackages;
  /** What the manifest of a build is made of. */
  readonly buildFacts = new BuildFacts();
  /** What `bunsen compile` asks for. */
  requestedCompile: CompileOptions | undefined;
  /** While the server is built without ready markup, to compare the two. */
  leavesMarkupToReact = false;
  /** Development: whether a request failed since the last edit. */
  serverFailed = false;
  /** Imports of browser code, for messages. */
  readonly importEdges = new ImportEdges();
  /** Development: files that browser code asks for without importing them. */
  readonly urlFiles = new UrlFiles();
  /** Development: holds `true` for what Vite does for a request. */
  readonly browserRequests = new AsyncLocalStorage<true>();
  readonly changes = new Changes();
  /** Development: what answers requests, once the server is set up. */
  developmentApp: DevelopmentApp | undefined;
  #config: ResolvedConfig | undefined;
  #clientManifest: ClientManifest | undefined;
  #scan: ScanResult | undefined;
  #explicitRoutes: Matcher<Route> | undefined;

  constructor(options: BunsenOptions) {
    this.options = options;
    this.serverPackages = new ServerPackages(options.external ?? []);
  }

  get config(): ResolvedConfig {
    if (!this.#config) throw new Error("bunsen: the Vite config is not resolved yet");
    return this.#config;
  }

  set config(config: ResolvedConfig) {
    this.#config = config;
  }

  /** What the client build produced; the server build needs it. */
  get clientManifest(): ClientManifest {
    if (!this.#clientManifest) throw new Error("bunsen: the client is not built yet");
    return this.#clientManifest;
  }

  set clientManifest(manifest: ClientManifest) {
    this.#clientManifest = manifest;
  }

  /** How to make executables of the build; `undefined` if none are wanted. */
  get compileOptions(): CompileOptions | undefined {
    const { compile } = this.options;
    const configured = typeof compile === "object" ? compile : {};
    if (this.requestedCompile) return { ...configured, ...this.requestedCompile };
    return compile ? configured : undefined;
  }

  /** Vite's `build.assetsDir` below the client output, without slashes at its ends; `undefined` if it is no directory. */
  get assetsDirectory(): string | undefined {
    const path = posix.join("/", normalizePath(this.config.build.assetsDir), "/");
    return path === "/" ? undefined : path.slice(1, -1);
  }

  /** Vite's `publicDir`. */
  get publicLocation(): PublicLocation {
    const { publicDir } = this.config;
    return { directory: publicDir, label: this.relative(publicDir) };
  }

  /** Relative to the root, without a slash at its end. */
  get pagesDirectory(): string {
    return normalizePath(this.options.pagesDirectory ?? "src/pages").replace(/\/$/, "");
  }

  get absolutePagesDirectory(): string {
    return normalizePath(join(this.config.root, this.pagesDirectory));
  }

  /** Where the user's own code lies, absolute: `src`, and the pages if they are not in it. */
  get sourceDirectories(): string[] {
    const source = normalizePath(join(this.config.root, "src"));
    return `${this.absolutePagesDirectory}/`.startsWith(`${source}/`)
      ? [source]
      : [source, this.absolutePagesDirectory];
  }

  /**
   * The route table of the pages as they are on disk now.
   *
   * @throws {BunsenPluginError} naming every problem of the pages
   */
  get table(): RouteTable {
    const { table, problems } = this.#scanned();
    if (problems.length > 0) throw messages.pageProblems(problems);
    if (table.routes.length === 0) throw messages.noPages(this.pagesDirectory);
    return table;
  }

  /** The same table even while something is wrong with the pages: what can be told of them. */
  get uncheckedTable(): RouteTable {
    return this.#scanned().table;
  }

  /** Matches the routes whose segments are all named, at least in part: `/robots.txt`, but not `/[slug]`. */
  get explicitRoutes(): Matcher<Route> {
    this.#explicitRoutes ??= createMatcher(
      this.uncheckedTable.routes
        .filter(({ segments }) => segments.every(({ kind }) => kind === "static" || kind === "mixed"))
        .map((value) => ({ segments: value.segments, value })),
    );
    return this.#explicitRoutes;
  }

  /** `src/server.ts`, if there is one, relative to the root. */
  get serverFile(): string | undefined {
    return this.#firstExisting(["src/server.ts", "src/server.js"]);
  }

  /** The same, absolute, as Vite's module graph names files. */
  get absoluteServerFile(): string | undefined {
    const { serverFile } = this;
    return serverFile && normalizePath(join(this.config.root, serverFile));
  }

  /** `src/instrumentation.server.ts`, if there is one, relative to the root. */
  get instrumentationFile(): string | undefined {
    return this.#firstExisting(["src/instrumentation.server.ts", "src/instrumentation.server.js"]);
  }

  /** `src/client.ts`, if there is one, relative to the root. */
  get clientFile(): string | undefined {
    return this.#firstExisting(["src/client.ts", "src/client.tsx", "src/client.js", "src/client.jsx"]);
  }

  /** The same, absolute, as Vite's module graph names files. */
  get absoluteClientFile(): string | undefined {
    const { clientFile } = this;
    return clientFile && normalizePath(join(this.config.root, clientFile));
  }

  #firstExisting(files: string[]): string | undefined {
    return files.find((file) => existsSync(join(this.config.root, file)));
  }

  /** Whether an absolute path lies in the pages directory. */
  isPageFile(file: string): boolean {
    return normalizePath(file).startsWith(`${this.absolutePagesDirectory}/`);
  }

  /** Whether a file, relative to the root, is the component of a page, an error page, a layout or the root. */
  isPage(file: string): boolean {
    if (!file.startsWith(`${this.pagesDirectory}/`)) return false;
    const { routes, errors } = this.uncheckedTable;
    return [...routes, ...errors].some(
      (route) => route.kind !== "endpoint" && [...route.wrappers, route].some((pair) => pair.file === file),
    );
  }

  /** Whether a file, relative to the root, is never served or bundled for the browser. */
  isServerFile(file: string): boolean {
    return isServerFile(file, this.uncheckedTable.routes);
  }

  /** The pages changed: the next look at `table` reads them again. */
  forgetTable(): void {
    this.#scan = undefined;
    this.#explicitRoutes = undefined;
  }

  /** Path relative to the root, with forward slashes: how files are named in tables and messages. */
  relative(file: string): string {
    return normalizePath(relative(this.config.root, file));
  }

  #scanned(): ScanResult {
    this.#scan ??= scanPages(listFiles(this.absolutePagesDirectory), {
      directory: this.pagesDirectory,
      extensions: this.options.pageExtensions,
    });
    return this.#scan;
  }
}

/** All files below a directory, relative to it; none if it does not exist. */
function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
