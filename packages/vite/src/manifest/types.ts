import type { Encoding } from "@bunsen/runtime/internal/encoding";

/** What `format` says in every manifest. */
export const MANIFEST_FORMAT = "bunsen.manifest";

/** Increases when readers of the last version would misread the new one. */
export const MANIFEST_VERSION = 1;

/** The side that code runs on. */
export type Side = "client" | "server";

/**
 * What is in a build: `dist/bunsen.json`, which executables also contain. Nothing in it depends on the time or the
 * directory of the build. Modules are named `<package>@<version>/<path in it>`.
 */
export interface Manifest {
  format: typeof MANIFEST_FORMAT;
  formatVersion: typeof MANIFEST_VERSION;
  /** Changes with every build whose output differs. */
  buildId: string;
  /** The app's own package, as `<name>@<version>`. */
  app: string;
  /** Vite's `base`. */
  base: string;
  /** Relative to Vite's root. */
  pagesDirectory: string;
  /** Of what made the build, and of the React in it. */
  versions: Record<string, string>;
  /** By name and version. */
  packages: ManifestPackage[];
  /** By path. */
  files: ManifestFile[];
  /** As the router tries them; error pages last. */
  routes: ManifestRoute[];
}

/** A package of which something is in the build; the app itself is one. */
export interface ManifestPackage {
  name: string;
  version: string;
  /** As its package.json says it. */
  license?: string;
  /** Directories of its copies, if there is more than one: `node_modules/a/node_modules/b`. */
  copies?: string[];
  /** Directories of the build that hold it as files, because it could not be bundled: `server/node_modules/a`. */
  files?: { path: string; bytes: number }[];
  /** By path. */
  modules: ManifestModule[];
}

export interface ManifestModule {
  /** In the package, with Vite's query if it has one; `virtual:…` for what a plugin generated. */
  path: string;
  /** Eight hexadecimal digits that stay the same wherever and however often the app is built. */
  id: string;
  client?: ModuleSide;
  server?: ModuleSide;
}

/** What one side has of a module. */
export interface ModuleSide {
  /** Bytes of it in the build, as minified, before compression. */
  bytes: number;
  /** Of those bytes: differs when they do. Left out if their places are unknown. */
  hash?: string;
  places: Place[];
  /** Names of the modules that import it; an importer without code is replaced by its importers. */
  importers: string[];
  /** Those of them that do so with `import()`. */
  dynamicImporters?: string[];
  /** Names of the modules that it imports; one without code is replaced by what that imports. */
  imports?: string[];
  /** What it imports from the runtime itself, such as `bun:sqlite`. */
  external?: string[];
  /** Names of its exports, also of those that the build has left out because nothing imports them. */
  exports?: string[];
}

/** Where a module's code is. */
export interface Place {
  /** Path in the build. */
  file: string;
  /** In bytes, the end not included. Empty in a file without a source map: there `bytes` is its share of the file. */
  ranges: Range[];
  bytes: number;
}

export type Range = [start: number, end: number];

export interface ManifestFile {
  /** Path in the build, with forward slashes. */
  path: string;
  bytes: number;
  /** Of the content: the ETag it is served with, without quotes. */
  hash: string;
  /** Its URL path, below `base`; left out if it is not served. */
  url?: string;
  type?: string;
  /** Whether its name changes with its content. */
  immutable?: boolean;
  /** Bytes of its compressed variants. */
  encodings?: Partial<Record<Encoding, number>>;
  /** A file of the app's `public/`. */
  published?: true;
  /** Paths of the chunks that it loads with itself, and of those that it loads later. */
  imports?: string[];
  dynamicImports?: string[];
  /** Names of what a chunk exports, as minified. */
  exports?: string[];
  /** Bytes that belong to no module, such as the import statements of a chunk; left out if it has no modules. */
  glue?: number;
}

export interface ManifestRoute {
  /** `/blog/[slug]`, and `/404` for an error page. */
  id: string;
  kind: "page" | "endpoint" | "error";
  /** Module names: the route's own file, its companion, and root and layouts with theirs, from the outside in. */
  file: string;
  server?: string;
  wrappers?: { file?: string; server?: string }[];
  /** The app's own modules that it reaches, and the packages (`<name>@<version>`). */
  reaches: Partial<Record<Side, { modules: string[]; packages: string[] }>>;
  /** What a browser with an empty cache loads with the page, beside its HTML; endpoints have none. */
  client?: { files: string[]; bytes: number; gzip: number };
  /** Host elements in the server's modules that a page reaches: how many there are, and how many became markup. */
  markup?: { elements: number; flat: number };
  /** Paths in the build of prerendered pages. */
  prerendered?: string[];
  /** The route's `config`, with what root and layouts say. */
  config?: StaticConfig;
}

/** What a build knows of a `config` without running it. */
export interface StaticConfig {
  /** Values that are written as literals. */
  values: Record<string, unknown>;
  /** Keys that have a value only at run time; `*` means any, if an object is spread. */
  atRunTime?: string[];
}
