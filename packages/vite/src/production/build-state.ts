import type { ClientManifest } from "../assets/client-manifest.ts";
import type { PublicFile } from "../assets/public-files.ts";
import type { CompileOptions } from "../context/compile-options.ts";
import type { BunsenOptions } from "../context/options.ts";
import { BuildFacts } from "../manifest/build-facts.ts";
import { ServerPackages } from "../packages/server-packages.ts";
import { ServerOutput } from "./server-output.ts";

/** What a build collects while it runs. */
export class BuildState {
  /** Files of `public/` that the build publishes; empty until the build has checked them. */
  publicFiles: readonly PublicFile[] = [];
  /** Modules of the client build that are imported dynamically: ids. */
  readonly lazyModules = new Set<string>();
  /** Modules of the client build that name files by `import.meta.url`: ids. */
  readonly browserScripts = new Set<string>();
  /** What the current server build has made beside its script. */
  serverOutput = new ServerOutput();
  /** Packages that the server build copies instead of bundling. */
  readonly serverPackages: ServerPackages;
  /** Facts for the manifest. */
  readonly facts = new BuildFacts();
  /** Options of `bunsen compile`. */
  requestedCompile: CompileOptions | undefined;
  /** Whether the current server build has no compiled markup, so that the two can be compared. */
  skipsStaticMarkup = false;
  readonly #configuredCompile: BunsenOptions["compile"];
  #clientManifest: ClientManifest | undefined;

  constructor({ external, compile }: BunsenOptions) {
    this.serverPackages = new ServerPackages(external ?? []);
    this.#configuredCompile = compile;
  }

  /**
   * What the client build produced; the server build needs it.
   *
   * @throws {Error} if the client is not built yet
   */
  get clientManifest(): ClientManifest {
    if (!this.#clientManifest) throw new Error("bunsen: the client is not built yet");
    return this.#clientManifest;
  }

  set clientManifest(manifest: ClientManifest) {
    this.#clientManifest = manifest;
  }

  /** How to make executables of the build; `undefined` if none are wanted. */
  get compileOptions(): CompileOptions | undefined {
    const compile = this.#configuredCompile;
    const configured = typeof compile === "object" ? compile : {};
    if (this.requestedCompile) return { ...configured, ...this.requestedCompile };
    return compile ? configured : undefined;
  }
}
