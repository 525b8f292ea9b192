import type { Manifest, ManifestModule, Side } from "../../manifest/types.ts";
import type { Artefact } from "../read.ts";

/** The part of a manifest that the page shows. */
export interface PageData {
  app: string;
  what: string;
  buildId: string;
  versions: Record<string, string>;
  packages: PagePackage[];
  routes: PageRoute[];
}

export interface PagePackage {
  /** `<name>@<version>` */
  name: string;
  license?: string;
  copies: number;
  own: boolean;
  modules: PageModule[];
}

export interface PageModule {
  path: string;
  id: string;
  client?: PageSide;
  server?: PageSide;
}

interface PageSide {
  bytes: number;
  files: string[];
  importers: string[];
  imports: string[];
  exports: string[];
}

interface PageRoute {
  id: string;
  kind: string;
  client?: { bytes: number; gzip: number };
}

export function pageData({ manifest, kind, path }: Artefact): PageData {
  return {
    app: manifest.app,
    what: `${kind === "directory" ? "build" : "executable"} ${path}`,
    buildId: manifest.buildId,
    versions: manifest.versions,
    packages: manifest.packages.map((entry) => {
      const name = `${entry.name}@${entry.version}`;
      return {
        name,
        license: entry.license,
        copies: entry.copies?.length ?? 1,
        own: name === manifest.app,
        modules: [...entry.modules.map(moduleData), ...(entry.files ?? []).map(filesData)],
      };
    }),
    routes: manifest.routes.map(routeData),
  };
}

/** The files of packages that are not bundled, as one part. */
function filesData({ path, bytes }: { path: string; bytes: number }): PageModule {
  return {
    path: "as files",
    id: "–",
    server: { bytes, files: [path], importers: [], imports: [], exports: [] },
  };
}

function moduleData(module: ManifestModule): PageModule {
  return {
    path: module.path,
    id: module.id,
    client: sideData(module, "client"),
    server: sideData(module, "server"),
  };
}

function sideData(module: ManifestModule, side: Side): PageSide | undefined {
  const found = module[side];
  if (!found) return undefined;
  return {
    bytes: found.bytes,
    files: [...new Set(found.places.map(({ file }) => file))],
    importers: found.importers,
    imports: [...(found.imports ?? []), ...(found.external ?? [])],
    exports: found.exports ?? [],
  };
}

function routeData({ id, kind, client }: Manifest["routes"][number]): PageRoute {
  return { id, kind, ...(client && { client: { bytes: client.bytes, gzip: client.gzip } }) };
}
