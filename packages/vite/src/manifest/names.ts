import { normalizePath, rolldownVersion, version as viteVersion } from "vite";
import { version } from "../util/version.ts";
import type { PackageFacts, Packages } from "./packages.ts";

/** The name of a module in the manifest. */
export interface ModuleName {
  package: PackageFacts;
  /** In the package. */
  path: string;
  /** `<package>@<version>/<path>` */
  full: string;
}

/** Plugins that generate modules under these names, and their packages. */
const MADE_BY: readonly [prefix: string, name: string, version: string][] = [
  ["virtual:bunsen/", "@bunsen/vite", version],
  ["vite/", "vite", viteVersion],
  ["rolldown/", "rolldown", rolldownVersion],
];

/** Names modules after their packages, so that no name contains the directory of the build. */
export class ModuleNames {
  readonly #packages: Packages;
  readonly #root: string;
  readonly #names = new Map<string, ModuleName>();

  constructor(packages: Packages, root: string) {
    this.#packages = packages;
    this.#root = normalizePath(root);
  }

  /** The app itself, as `<name>@<version>`. */
  get app(): string {
    return packageName(this.#packages.app);
  }

  /** @param id the bundler's: a file with an optional query, or an id that a plugin generated */
  of(id: string): ModuleName {
    const known = this.#names.get(id);
    if (known) return known;
    const name = this.#name(normalizePath(id.replace(/^\0/, "")));
    this.#names.set(id, name);
    return name;
  }

  #name(id: string): ModuleName {
    const file = fileOf(id);
    if (isAbsolute(file)) {
      const facts = this.#packages.of(file);
      const inside = `${facts.directory}/`;
      return this.#named(facts, id.startsWith(inside) ? id.slice(inside.length) : id);
    }
    const maker = MADE_BY.find(([prefix]) => id.startsWith(prefix));
    if (!maker) return this.#named(this.#packages.app, id);
    const [, name, madeBy] = maker;
    return this.#named({ name, version: madeBy, license: "MIT", directory: "" }, id);
  }

  #named(facts: PackageFacts, path: string): ModuleName {
    const portable = path.replaceAll(`${this.#root}/`, "");
    return { package: facts, path: portable, full: `${packageName(facts)}/${portable}` };
  }
}

/** An id without its query. */
export function fileOf(id: string): string {
  return id.split("?", 1)[0] ?? id;
}

export function packageName({ name, version }: { name: string; version: string }): string {
  return `${name}@${version}`;
}

function isAbsolute(path: string): boolean {
  return /^(\/|[A-Za-z]:\/)/.test(path);
}
