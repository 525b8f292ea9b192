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
    for (const found of await findUnbundled(this.suspects, embeddable)) {
      if (!this.unbundled.has(found.directory)) this.unbundled.set(found.directory, found);
    }
    return this.unbundled.size > before;
  }
}
