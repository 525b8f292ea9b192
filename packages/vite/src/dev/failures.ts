import { basename, dirname, extname } from "node:path";
import { messageOf } from "@bunsen/runtime/internal/thrown";
import type { EnvironmentModuleNode } from "vite";
import { MissingPackages } from "./missing-packages.ts";

/** What Bunsen, Vite and Bun say if an import leads nowhere. */
const NOT_FOUND =
  /\[UNRESOLVED\]$|failed to (?:resolve import|load url)|cannot find (?:module|package)|can't resolve|could not resolve/i;

/** What has failed and was not tried again since: requests, and modules that a browser asked for. */
export class Failures {
  readonly missingPackages = new MissingPackages();
  readonly #requests = new Set<string>();
  readonly #modules = new Map<EnvironmentModuleNode, string>();
  /** Vite forgets it if an import leads nowhere, and would load every tab again as soon as the import is fixed. */
  readonly #accepting = new WeakSet<EnvironmentModuleNode>();

  addRequest(error: unknown): void {
    this.#requests.add(messageOf(error));
  }

  /** Requests are repeated after a change. */
  forgetRequests(): void {
    this.#requests.clear();
  }

  get hasRequests(): boolean {
    return this.#requests.size > 0;
  }

  /** @param module of the browser's graph */
  addModule(module: EnvironmentModuleNode, error: unknown): void {
    this.#modules.set(module, messageOf(error));
  }

  hasModule(module: EnvironmentModuleNode): boolean {
    return this.#modules.has(module);
  }

  moduleSucceeded(module: EnvironmentModuleNode): void {
    this.#modules.delete(module);
    if (module.isSelfAccepting) this.#accepting.add(module);
  }

  /** Modules of the browser's graph that cannot be sent, with those that import them and are updated instead. */
  modulesToUpdate(): EnvironmentModuleNode[] {
    return [...this.#modules.keys()].flatMap((module) => {
      if (this.#accepting.has(module)) module.isSelfAccepting = true;
      const updated = accepting(module);
      return updated ? [module, ...updated] : [];
    });
  }

  /**
   * Whether a new file that no module is made from can fix a failure: an import leads nowhere, or a message names the file.
   * Programs also write logs and databases beside their sources: a page that is rendered again for each of them would never
   * stop if its render writes one.
   *
   * @param file absolute
   * @param isImportable whether a module can be made from it
   */
  canBeFixedBy(file: string, isImportable: boolean): boolean {
    const stem = basename(file, extname(file));
    const name = stem === "index" ? basename(dirname(file)) : stem;
    return [...this.#requests, ...this.#modules.values()].some(
      (message) => (isImportable && NOT_FOUND.test(message)) || message.includes(name),
    );
  }
}

/**
 * The modules that are updated in the place of one: the nearest importers that accept updates.
 *
 * @returns `undefined` if there is a way to a page's entry without one. Such a page does not run and is loaded again;
 * Vite would load all tabs again.
 */
function accepting(
  module: EnvironmentModuleNode,
  seen = new Set<EnvironmentModuleNode>(),
): EnvironmentModuleNode[] | undefined {
  if (module.isSelfAccepting) return [module];
  if (module.importers.size === 0) return undefined;
  seen.add(module);
  const found: EnvironmentModuleNode[] = [];
  for (const importer of module.importers) {
    if (seen.has(importer)) continue;
    const above = accepting(importer, seen);
    if (!above) return undefined;
    found.push(...above);
  }
  return found;
}
