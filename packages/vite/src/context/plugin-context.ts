import { existsSync, readdirSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { createMatcher, type Matcher } from "@bunsen/runtime/internal/match";
import type { RenderedRoute, Route, RouteTable } from "@bunsen/runtime/internal/route-table";
import { normalizePath, type ResolvedConfig } from "vite";
import type { PublicLocation } from "../assets/public-index.ts";
import { buildWarnings } from "../diagnostics/build-warnings.ts";
import { pageErrors } from "../diagnostics/page-errors.ts";
import { mistakenServerModules } from "../routes/mistaken-server-modules.ts";
import { RouteIndex } from "../routes/route-index.ts";
import { type ScanResult, scanPages } from "../routes/scan.ts";
import { dependsOn } from "./app-dependencies.ts";
import type { BunsenOptions } from "./options.ts";

interface Scanned extends Pick<ScanResult, "table" | "problems"> {
  /** All files of the pages directory, relative to it. */
  files: string[];
}

/** Configuration and routes, for all plugins. */
export class PluginContext {
  readonly options: BunsenOptions;
  /** Vite's `base`, with a slash at both ends. Vitest sets the config's own to `/`. */
  base = "/";
  #config: ResolvedConfig | undefined;
  #scan: Scanned | undefined;
  #explicitRoutes: Matcher<Route> | undefined;
  #routeIndex: RouteIndex | undefined;
  readonly #mentioned = new Set<string>();

  constructor(options: BunsenOptions) {
    this.options = options;
  }

  /** @throws {Error} if Vite has not resolved its config yet */
  get config(): ResolvedConfig {
    if (!this.#config) throw new Error("bunsen: the Vite config is not resolved yet");
    return this.#config;
  }

  set config(config: ResolvedConfig) {
    this.#config = config;
  }

  /**
   * Vite's `build.assetsDir` below the client output, without slashes at its ends; `undefined` if it is not a directory
   * of its own.
   */
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

  /** Directories of the user's own code, absolute: `src`, and the pages if they are not in it. */
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
    if (problems.length > 0) throw pageErrors.pageProblems(problems);
    if (table.routes.length === 0) throw pageErrors.noPages(this.pagesDirectory);
    return table;
  }

  /** The same table, also while something is wrong with the pages. */
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

  /** All files below the pages directory, relative to it, as the table was made from them. */
  get pageFiles(): readonly string[] {
    return this.#scanned().files;
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

  /** Whether the app's package.json names a package among what it needs, in whatever way. */
  dependsOn(name: string): boolean {
    return dependsOn(this.config.root, name);
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

  /** Whether an absolute path is in the pages directory. */
  isPageFile(file: string): boolean {
    return normalizePath(file).startsWith(`${this.absolutePagesDirectory}/`);
  }

  /** Whether a file, relative to the root, is the component of a page, an error page, a layout or the root. */
  isPage(file: string): boolean {
    return file.startsWith(`${this.pagesDirectory}/`) && this.#index.isPage(file);
  }

  /** The page or error page with an id, also while something is wrong with the pages. */
  page(id: string): RenderedRoute | undefined {
    return this.#index.page(id);
  }

  /** Whether the name of an endpoint begins with this. */
  mayNameEndpoint(start: string): boolean {
    return this.#index.mayNameEndpoint(start);
  }

  /** Whether a file, relative to the root, is never served or bundled for the browser. */
  isServerFile(file: string): boolean {
    return this.#index.isServerFile(file);
  }

  /**
   * The pages have changed: the next access to `table` reads them again.
   *
   * @returns whether they were read since the last call
   */
  forgetTable(): boolean {
    const wasRead = this.#scan !== undefined;
    this.#scan = undefined;
    this.#explicitRoutes = undefined;
    this.#routeIndex = undefined;
    return wasRead;
  }

  get #index(): RouteIndex {
    this.#routeIndex ??= new RouteIndex(this.uncheckedTable);
    return this.#routeIndex;
  }

  /** Path relative to the root, with forward slashes: how files are named in tables and messages. */
  relative(file: string): string {
    return normalizePath(relative(this.config.root, file));
  }

  #scanned(): Scanned {
    this.#scan ??= this.#read();
    return this.#scan;
  }

  #read(): Scanned {
    const files = listFiles(this.absolutePagesDirectory);
    const { table, problems, warnings, unroutedDirectories } = scanPages(files, {
      directory: this.pagesDirectory,
      extensions: this.options.pageExtensions,
    });
    const modules = mistakenServerModules(
      // Below a pages directory `src` these names are routes.
      this.pagesDirectory === "src" ? [] : sourceFiles(join(this.config.root, "src")),
    );
    for (const warning of [...warnings, ...modules.warnings]) {
      this.config.logger.warnOnce(buildWarnings.nearlyServerFile(warning));
    }
    this.#mention(unroutedDirectories.filter((directory) => !this.#mentioned.has(directory)));
    return { table, problems: [...problems, ...modules.problems], files };
  }

  /** Directories in parentheses that are not routed, each once. */
  #mention(directories: string[]): void {
    if (directories.length === 0) return;
    for (const directory of directories) this.#mentioned.add(directory);
    this.config.logger.info(
      buildWarnings.unroutedDirectories(directories.map((name) => `${this.pagesDirectory}/${name}`)),
    );
  }
}

/** The files of a directory, and those that are the index of a directory in it. */
function sourceFiles(directory: string): string[] {
  return listFiles(directory).filter((file) => !file.includes("/") || /^[^/]+\/index\.[^/]+$/i.test(file));
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
