import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { slashed } from "../util/paths.ts";

/** An installed package that a file belongs to. */
export interface PackageRoot {
  /** Absolute, with forward slashes. */
  directory: string;
  name: string;
  version: string;
}

/** The directory of packages in a path. */
export const MODULES = "node_modules/";

/**
 * The package that holds a file of `node_modules`; none for the app's own files.
 *
 * @param file absolute, with slashes of either kind
 */
export function packageOf(file: string): PackageRoot | undefined {
  const name = packageNameOf(file);
  if (name === undefined) return undefined;
  const path = slashed(file);
  const directory = path.slice(0, path.lastIndexOf(MODULES)) + MODULES + name;
  return { directory, name, version: versionOf(directory) };
}

/** Whether browsers get another file than a server does: the package that holds it in `node_modules` replaces it by its `browser` map. */
export function isReplacedInBrowsers(file: string): boolean {
  const owner = packageOf(file);
  if (owner === undefined) return false;
  const { browser } = readManifest(owner.directory);
  if (typeof browser !== "object" || browser === null) return false;
  const path = slashed(file).slice(owner.directory.length + 1);
  const keys = [`./${path}`, path].flatMap((key) => [
    key,
    key.replace(/\.[cm]?js$/, ""),
    key.replace(/\/index\.[cm]?js$/, ""),
  ]);
  return keys.some((key) => Object.hasOwn(browser, key));
}

/** The name of the package that holds a file of `node_modules`, by the path alone: nothing is read. */
export function packageNameOf(file: string): string | undefined {
  const path = slashed(file);
  const start = path.lastIndexOf(MODULES);
  return start < 0 ? undefined : nameOf(path.slice(start + MODULES.length));
}

function versionOf(directory: string): string {
  const manifest = readManifest(directory);
  return typeof manifest.version === "string" ? manifest.version : "";
}

/** Optional packages of a package, which handles their absence itself. */
export function isOptionalFor(importer: string, specifier: string): boolean {
  return optionalOf(importer).has(nameOf(specifier));
}

/** The names of the packages that are optional for the package which holds a file. */
export function optionalOf(file: string): ReadonlySet<string> {
  const owner = packageOf(file);
  if (!owner) return new Set();
  const { peerDependenciesMeta, optionalDependencies } = readManifest(owner.directory);
  return new Set([...keysOf(peerDependenciesMeta), ...keysOf(optionalDependencies)]);
}

/** The package of a bare specifier: `@scope/name/part` is of `@scope/name`. */
export function nameOf(specifier: string): string {
  const segments = specifier.split("/");
  return segments.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Whether a specifier names a package rather than a file. */
export function isBare(specifier: string): boolean {
  return /^[@\w]/.test(specifier) && !specifier.includes(":");
}

/** Whether Node would find the package from a file, without regard to its exports. */
export function isInstalled(specifier: string, importer: string): boolean {
  return findInstalled(nameOf(specifier), dirname(importer)) !== undefined;
}

/** Why an import cannot be resolved. */
export function whyUnresolved(specifier: string, importer: string): string {
  if (!isBare(specifier)) return "there is no such file";
  return isInstalled(specifier, importer)
    ? `the package ${nameOf(specifier)} has nothing under that name`
    : `the package ${nameOf(specifier)} is not installed`;
}

/**
 * The directory where Node would find a package; nothing if it is not installed.
 *
 * @param from directory, absolute
 * @param file that must be in the package
 */
export function findInstalled(name: string, from: string, file = ""): string | undefined {
  for (let current = from; ; current = dirname(current)) {
    const directory = join(current, "node_modules", name);
    if (existsSync(join(directory, file))) return directory;
    if (dirname(current) === current) return undefined;
  }
}

function readManifest(directory: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  } catch {
    // A package without a readable package.json has no name.
    return {};
  }
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}
