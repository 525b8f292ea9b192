import type { CopiedPackage } from "./copied-packages.ts";
import { importersOf, importsOf, type ModuleGraph } from "./graph.ts";
import { type ModuleNames, packageName } from "./names.ts";
import { compareText, sorted } from "./order.ts";
import type { PackageFacts } from "./packages.ts";
import type { SideModules } from "./side.ts";
import { stableId } from "./stable-id.ts";
import type { ManifestModule, ManifestPackage, ModuleSide, Side } from "./types.ts";

/** A side with its modules found. */
export interface LocatedSide {
  side: Side;
  graph: ModuleGraph;
  located: SideModules;
}

/** Lists the packages of a build with their modules, each module once for all copies and both sides. */
export function listPackages(
  sides: readonly LocatedSide[],
  names: ModuleNames,
  copied: readonly CopiedPackage[],
): ManifestPackage[] {
  const packages = new Map<string, PackageEntry>();
  for (const { facts, path, bytes } of copied) entryOf(packages, facts).files.push({ path, bytes });
  for (const sideModules of sides) {
    const { side, graph, located } = sideModules;
    const isInBuild = (id: string) => located.places.has(id);
    const importers = importersOf(graph, isInBuild);
    for (const [id, places] of located.places) {
      const name = names.of(id);
      const entry = entryOf(packages, name.package);
      const found = importers.get(id);
      entry.add(name.path, side, {
        bytes: places.reduce((sum, place) => sum + place.bytes, 0),
        ...(located.hashes.has(id) && { hash: located.hashes.get(id) }),
        places,
        importers: sorted([...(found?.all ?? [])].map((importer) => names.of(importer).full)),
        ...listed(
          "dynamicImporters",
          [...(found?.dynamic ?? [])].map((importer) => names.of(importer).full),
        ),
        ...listed(
          "imports",
          importsOf(graph, id, isInBuild).map((imported) => names.of(imported).full),
        ),
        ...listed("external", externalsOf(sideModules, id)),
        ...listed("exports", graph.get(id)?.exports ?? []),
      });
    }
  }
  return [...packages.values()].map((entry) => entry.finish()).sort(byNameAndVersion);
}

function entryOf(packages: Map<string, PackageEntry>, facts: PackageFacts): PackageEntry {
  const key = packageName(facts);
  const entry = packages.get(key) ?? new PackageEntry(facts);
  packages.set(key, entry);
  entry.directories.add(facts.directory);
  return entry;
}

class PackageEntry {
  readonly directories = new Set<string>();
  readonly files: { path: string; bytes: number }[] = [];
  readonly #facts: PackageFacts;
  readonly #modules = new Map<string, ManifestModule>();

  constructor(facts: PackageFacts) {
    this.#facts = facts;
  }

  add(path: string, side: Side, found: ModuleSide): void {
    const module = this.#modules.get(path) ?? { path, id: stableId(packageName(this.#facts), path) };
    const known = module[side];
    this.#modules.set(path, { ...module, [side]: known ? merge(known, found) : found });
  }

  finish(): ManifestPackage {
    const { name, version, license } = this.#facts;
    const copies = sorted([...this.directories].filter((directory) => directory !== "").map(portable));
    return {
      name,
      version,
      ...(license !== undefined && { license }),
      ...(copies.length > 1 && { copies }),
      ...(this.files.length > 0 && { files: this.files }),
      modules: [...this.#modules.values()].sort((a, b) => compareText(a.path, b.path)),
    };
  }
}

/** A second copy of a module: the same package, version and path in another directory. */
function merge(one: ModuleSide, other: ModuleSide): ModuleSide {
  return {
    bytes: one.bytes + other.bytes,
    ...(one.hash === other.hash && one.hash !== undefined && { hash: one.hash }),
    places: [...one.places, ...other.places],
    importers: sorted([...one.importers, ...other.importers]),
    ...listed("dynamicImporters", [...(one.dynamicImporters ?? []), ...(other.dynamicImporters ?? [])]),
    ...listed("imports", [...(one.imports ?? []), ...(other.imports ?? [])]),
    ...listed("external", [...(one.external ?? []), ...(other.external ?? [])]),
    ...listed("exports", [...(one.exports ?? []), ...(other.exports ?? [])]),
  };
}

/** The directory of a package, without that of the app. */
function portable(directory: string): string {
  const at = directory.indexOf("/node_modules/");
  return at === -1 ? "." : directory.slice(at + 1);
}

function listed<Key extends string>(key: Key, texts: readonly string[]): { [K in Key]?: string[] } {
  return (texts.length > 0 ? { [key]: sorted(texts) } : {}) as { [K in Key]?: string[] };
}

/** What a module imports that the bundler left outside: `bun:sqlite`, `node:fs`, a package by its name. */
function externalsOf({ graph, located }: LocatedSide, id: string): string[] {
  const node = graph.get(id);
  if (!node) return [];
  return [...node.imports, ...node.dynamicImports].filter(
    (target) =>
      /^[@a-z]/.test(target) &&
      !target.startsWith("virtual:") &&
      !located.places.has(target) &&
      (graph.get(target)?.imports.length ?? 0) === 0,
  );
}

function byNameAndVersion(a: ManifestPackage, b: ManifestPackage): number {
  return compareText(a.name, b.name) || compareText(a.version, b.version);
}
