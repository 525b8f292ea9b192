import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

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
    return [...this.#importers]
      .filter(([name, importer]) => isInstalled(name, importer))
      .map(([name]) => name);
  }
}

function isInstalled(name: string, importer: string): boolean {
  for (let directory = dirname(importer); ; directory = dirname(directory)) {
    if (existsSync(join(directory, "node_modules", name, "package.json"))) return true;
    if (dirname(directory) === directory) return false;
  }
}
