import { createRequire } from "node:module";
import { join } from "node:path";
import { buildErrors } from "../diagnostics/build-errors.ts";
import { slashed } from "../util/paths.ts";
import { isBare, nameOf, packageOf } from "./package-root.ts";
import { findUnbundled, placeOf, type UnbundledPackage } from "./trace.ts";

/** Packages that are not bundled but copied: known from the options, and found while the server is built. */
export class ServerPackages {
  /** By directory. */
  readonly unbundled = new Map<string, UnbundledPackage>();
  /** Files of such packages that the bundle imports; absolute. */
  readonly entries = new Set<string>();
  readonly #names: Set<string>;
  /** Modules that look for files near them; absolute. */
  readonly suspects = new Set<string>();
  /** Those of them that ask for the path of such a file. */
  readonly resolving = new Set<string>();

  /** See `importChain`, of modules that look for files near them, by id. */
  readonly chains = new Map<string, readonly string[]>();
  /** Files of packages that the build has written beside the script; absolute. */
  readonly emitted = new Set<string>();
  /** Scripts of bundled packages that those start by their path; absolute. */
  readonly started = new Set<string>();
  /** Packages of whose addon the build has chosen one of several builds; directories. */
  readonly chosenBuilds = new Set<string>();

  constructor(names: readonly string[]) {
    this.#names = new Set(names);
  }

  /** Whether an import may be of such a package: a quick check of its text. */
  mayBe(specifier: string): boolean {
    if (!isBare(specifier)) return false;
    const name = nameOf(specifier);
    return this.#names.has(name) || [...this.unbundled.values()].some((found) => found.name === name);
  }

  /** Records that the bundle imports this file of such a package; `undefined` for other packages. */
  enter(file: string): string | undefined {
    const owner = packageOf(file);
    if (!owner) return undefined;
    if (this.#names.has(owner.name) && !this.unbundled.has(owner.directory)) {
      this.unbundled.set(owner.directory, { ...owner, reason: "option" });
    }
    if (!this.unbundled.has(owner.directory)) return undefined;
    this.entries.add(file);
    return `./${placeOf(file)}`;
  }

  /** @returns whether packages were found that must not be bundled, so that the server must be built again */
  async discover(embeddable: ReadonlySet<string>): Promise<boolean> {
    const before = this.unbundled.size;
    const isBundled = (file: string, isAddon: boolean) =>
      this.emitted.has(file) || (isAddon && (embeddable.has(file) || this.#isOtherBuild(file, embeddable)));
    const resolving = [...this.resolving].flatMap((file) => packageOf(file) ?? []);
    const reading = await findUnbundled(this.suspects, isBundled);
    for (const found of [...reading, ...resolving.map((owner) => ({ ...owner, reason: "files" as const }))]) {
      if (this.unbundled.has(found.directory)) continue;
      const chain = [...this.chains].find(([id]) => packageOf(id)?.directory === found.directory)?.[1];
      this.unbundled.set(found.directory, { ...found, ...(chain && { chain }) });
    }
    return this.unbundled.size > before;
  }

  /** Scripts that bundled packages start; those of packages that stay files are copied with these. */
  startedScripts(): string[] {
    return [...this.started].filter((file) => !this.unbundled.has(packageOf(file)?.directory ?? ""));
  }

  /** A build of an addon for another system. */
  #isOtherBuild(file: string, embeddable: ReadonlySet<string>): boolean {
    const owner = packageOf(file);
    if (!owner || !this.chosenBuilds.has(owner.directory)) return false;
    return [...embeddable].some((chosen) => packageOf(chosen)?.directory === owner.directory);
  }

  /**
   * Adds what `external` names and nothing imports: a package may load it by its name at run time.
   *
   * @param root of the app, absolute
   * @throws {BunsenPluginError} EXTERNAL for a name that is not installed
   */
  enterNamed(root: string): void {
    const entered = new Set([...this.entries].map((file) => packageOf(file)?.name));
    for (const name of this.#names) {
      if (entered.has(name)) continue;
      const files = entriesOf(name, root);
      if (files.length === 0) throw buildErrors.externalMissing(name);
      for (const file of files) this.enter(file);
    }
  }
}

/** The files of a package that "import" and "require" lead to; none if it is not installed. */
function entriesOf(name: string, root: string): string[] {
  const app = join(root, "package.json");
  const ways = [() => Bun.resolveSync(name, root), () => createRequire(app).resolve(name)];
  const files = ways.flatMap((resolve) => {
    try {
      return slashed(resolve());
    } catch {
      // The package has nothing for this way.
      return [];
    }
  });
  return [...new Set(files)];
}
