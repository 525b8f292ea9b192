import { existsSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { normalizePath } from "vite";

/** A package as its package.json describes it. */
export interface PackageFacts {
  name: string;
  version: string;
  license?: string;
  /** Absolute, with forward slashes. */
  directory: string;
}

/** Used if a package.json has no version, as that of an app may. */
const NO_VERSION = "0.0.0";

/** Finds out which package a file belongs to, each package.json being read once. */
export class Packages {
  readonly #found = new Map<string, PackageFacts | undefined>();
  /** The package of Vite's root. */
  readonly app: PackageFacts;

  /** @param root Vite's, absolute */
  constructor(root: string) {
    const directory = normalizePath(root);
    this.app = this.#nearest(directory) ?? { name: "app", version: NO_VERSION, directory };
  }

  /** The package of a file, absolute, with forward slashes. */
  of(file: string): PackageFacts {
    const installed = installedDirectory(file);
    if (installed === undefined) return this.#nearest(dirname(file)) ?? this.app;
    const name = installed.slice(installed.lastIndexOf("/node_modules/") + "/node_modules/".length);
    return this.#read(installed) ?? { name, version: NO_VERSION, directory: installed };
  }

  /** The nearest directory upwards whose package.json has a name: nested ones often contain only `type`. */
  #nearest(directory: string): PackageFacts | undefined {
    for (let current = directory; ; current = dirname(current)) {
      const found = this.#read(current);
      if (found || dirname(current) === current) return found;
    }
  }

  #read(directory: string): PackageFacts | undefined {
    if (!this.#found.has(directory)) this.#found.set(directory, readPackage(directory));
    return this.#found.get(directory);
  }
}

/** `/a/node_modules/@scope/name` for any file in it. */
function installedDirectory(file: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

/** The package.json of a directory; `undefined` if there is none with a name. */
export function readPackage(directory: string): PackageFacts | undefined {
  const facts = readJson(posix.join(directory, "package.json"));
  if (typeof facts?.name !== "string" || facts.name === "") return undefined;
  const version = typeof facts.version === "string" && facts.version !== "" ? facts.version : NO_VERSION;
  return { name: facts.name, version, license: licenseOf(facts), directory };
}

/** The file's object; `undefined` if there is none, or it cannot be read. */
function readJson(file: string): Record<string, unknown> | undefined {
  // Most directories of an app have none, and throwing an error for each would be slow.
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `license`, or what old packages have instead. */
function licenseOf({ license, licenses }: Record<string, unknown>): string | undefined {
  if (typeof license === "string") return license;
  const listed = [license, licenses].flat().map((entry) => (entry as { type?: unknown } | undefined)?.type);
  const types = listed.filter((type) => typeof type === "string");
  return types.length > 1 ? `(${types.join(" OR ")})` : types[0];
}
