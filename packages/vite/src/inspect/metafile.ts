import { packageName } from "../manifest/names.ts";
import type { Manifest, ManifestFile, ManifestModule, ManifestPackage, Side } from "../manifest/types.ts";

/** esbuild's description of a build (https://esbuild.github.io/api/#metafile), for its analysers. */
export interface Metafile {
  inputs: Record<string, { bytes: number; imports: MetafileImport[] }>;
  outputs: Record<
    string,
    {
      bytes: number;
      inputs: Record<string, { bytesInOutput: number }>;
      imports: MetafileImport[];
      exports: string[];
      entryPoint?: string;
    }
  >;
}

interface MetafileImport {
  path: string;
  kind: "import-statement" | "dynamic-import";
  external?: true;
}

const SIDES: readonly Side[] = ["client", "server"];

/** Bytes of an input are those in all outputs: a build does not record the size of its sources. */
export function toMetafile(manifest: Manifest): Metafile {
  const paths = inputPaths(manifest);
  // Without prototypes: names such as "constructor" are names.
  const metafile: Metafile = { inputs: Object.create(null), outputs: Object.create(null) };
  const seen = new Set<string>();
  for (const { name, module } of modulesOf(manifest)) {
    const bytes = SIDES.reduce((sum, side) => sum + (module[side]?.bytes ?? 0), 0);
    metafile.inputs[paths.get(name) ?? name] = { bytes, imports: externalImports(module) };
  }
  for (const file of manifest.files) metafile.outputs[file.path] = outputOf(file);
  for (const { name, module } of modulesOf(manifest)) addModule(metafile, paths, seen, name, module);
  return metafile;
}

function* modulesOf({ packages }: Manifest): Generator<{ name: string; module: ManifestModule }> {
  for (const entry of packages) {
    for (const module of entry.modules) yield { name: `${packageName(entry)}/${module.path}`, module };
  }
}

/** Paths of files as in a project; a package has its version in them only if there are several versions. */
function inputPaths(manifest: Manifest): Map<string, string> {
  const versions = new Map<string, number>();
  for (const { name } of manifest.packages) versions.set(name, (versions.get(name) ?? 0) + 1);
  const prefix = (entry: ManifestPackage): string => {
    if (packageName(entry) === manifest.app) return "";
    return `node_modules/${versions.get(entry.name) === 1 ? entry.name : packageName(entry)}/`;
  };
  return new Map(
    manifest.packages.flatMap((entry) =>
      entry.modules.map(({ path }) => [`${packageName(entry)}/${path}`, prefix(entry) + path]),
    ),
  );
}

function externalImports({ client, server }: ManifestModule): MetafileImport[] {
  const external = new Set([...(client?.external ?? []), ...(server?.external ?? [])]);
  return [...external].map((path) => ({ path, kind: "import-statement", external: true }));
}

function outputOf(file: ManifestFile): Metafile["outputs"][string] {
  const imports: MetafileImport[] = [
    ...(file.imports ?? []).map((path) => ({ path, kind: "import-statement" as const })),
    ...(file.dynamicImports ?? []).map((path) => ({ path, kind: "dynamic-import" as const })),
  ];
  return { bytes: file.bytes, inputs: Object.create(null), imports, exports: file.exports ?? [] };
}

function addModule(
  metafile: Metafile,
  paths: ReadonlyMap<string, string>,
  seen: Set<string>,
  name: string,
  module: ManifestModule,
): void {
  const path = paths.get(name) ?? name;
  for (const side of SIDES) {
    const found = module[side];
    if (!found) continue;
    for (const importer of found.importers) {
      const kind = found.dynamicImporters?.includes(importer) ? "dynamic-import" : "import-statement";
      // An import on both sides counts once.
      const edge = JSON.stringify([importer, kind, path]);
      if (!seen.has(edge)) metafile.inputs[paths.get(importer) ?? importer]?.imports.push({ path, kind });
      seen.add(edge);
    }
    for (const { file, bytes } of found.places) {
      const output = metafile.outputs[file];
      if (!output) continue;
      const known = output.inputs[path]?.bytesInOutput ?? 0;
      output.inputs[path] = { bytesInOutput: known + bytes };
      if (isEntry(module.path)) output.entryPoint = path;
    }
  }
}

function isEntry(path: string): boolean {
  return path === "virtual:bunsen/app" || path.startsWith("virtual:bunsen/client/");
}
