import { dirname } from "node:path";
import { findInstalled } from "../packages/package-root.ts";

/** What Vite says of an import of a package that is not installed. */
const MISSING =
  /^Cannot find module '((?:@[^/']+\/)?[^@./'][^/']*)[^']*' imported from '(\/[^']+|[A-Za-z]:[^']+)'/;

/**
 * Packages that server code imported before they were installed. Vite decides once whether a package is left to Bun, and
 * a missing one is not: only a restart reverses that.
 */
export class MissingPackages {
  /** An importing file by name. */
  readonly #importers = new Map<string, string>();

  /** @param message of an error */
  note(message: string): void {
    const [, name, importer] = MISSING.exec(message) ?? [];
    if (name !== undefined && importer !== undefined) this.#importers.set(name, importer);
  }

  /** Those that are installed by now. */
  installed(): string[] {
    return (
      [...this.#importers]
        // While a package is unpacked, its directory is there before its files.
        .filter(([name, importer]) => findInstalled(name, dirname(importer), "package.json") !== undefined)
        .map(([name]) => name)
    );
  }
}
