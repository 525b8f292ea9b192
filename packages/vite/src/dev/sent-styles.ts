import { type DevEnvironment, type EnvironmentModuleNode, isCSSRequest } from "vite";

/** The stylesheets that tabs have, so that a save sends only those that it changes. */
export class SentStyles {
  /** Hashes of the code that all tabs have, or will have after the update that is sent. */
  readonly #known = new WeakMap<EnvironmentModuleNode, number | bigint>();

  /**
   * A module was transformed. Only the first time counts: later, tabs that are open may have an older one until a save
   * updates them.
   */
  note(module: EnvironmentModuleNode, code: string): void {
    if (isCSSRequest(module.url) && !this.#known.has(module)) this.#known.set(module, Bun.hash(code));
  }

  /**
   * The modules that a save changes: without stylesheets that stay the same. Tailwind makes every file that it scans a
   * dependency of stylesheets, a module without an id, and most saves bring no new class.
   */
  async onlyChanged(
    environment: DevEnvironment,
    modules: readonly EnvironmentModuleNode[],
  ): Promise<EnvironmentModuleNode[]> {
    const kept: EnvironmentModuleNode[] = [];
    for (const module of modules) {
      if (module.id === null) kept.push(...(await this.#changedImporters(environment, module)));
      else {
        this.#known.delete(module);
        kept.push(module);
      }
    }
    return kept;
  }

  async #changedImporters(
    environment: DevEnvironment,
    scanned: EnvironmentModuleNode,
  ): Promise<EnvironmentModuleNode[]> {
    const changed: EnvironmentModuleNode[] = [];
    for (const module of scanned.importers) {
      if (!isCSSRequest(module.url)) return [scanned];
      if (await this.#hasChanged(environment, module)) changed.push(module);
    }
    return changed;
  }

  async #hasChanged(environment: DevEnvironment, module: EnvironmentModuleNode): Promise<boolean> {
    const before = this.#known.get(module);
    this.#known.delete(module);
    // An error is shown when the browser asks for it.
    const result = await environment.transformRequest(module.url).catch(() => undefined);
    if (!result) return true;
    const after = Bun.hash(result.code);
    this.#known.set(module, after);
    return after !== before;
  }
}
