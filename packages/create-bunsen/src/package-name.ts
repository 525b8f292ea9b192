import { basename, dirname } from "node:path";
import validatePackageName from "validate-npm-package-name";
import { messages } from "./messages.ts";

export interface NameInput {
  /** Absolute. */
  directory: string;
  /** Whether the directory exists. */
  exists: boolean;
  /** Packages that the app needs: npm cannot install one into a package of the same name. */
  dependencies: readonly string[];
}

/**
 * The package name of an app: the name of its directory, with the scope if its parent is one (`@acme/shop`). If an existing
 * directory has no valid package name, a similar valid name is used.
 *
 * @throws {BunsenPluginError} INVALID_APP_NAME if npm would refuse the name
 */
export function packageNameOf({ directory, exists, dependencies }: NameInput): string {
  const parent = basename(dirname(directory));
  const scope = parent.startsWith("@") ? `${parent}/` : "";
  const name = scope + basename(directory);
  const problem = problemOf(name, dependencies);
  if (problem === undefined) return name;
  const similar = scope + validNameLike(basename(directory));
  const better = problemOf(similar, dependencies) === undefined ? similar : undefined;
  if (exists && better !== undefined) return better;
  throw messages.invalidName(name, problem, better);
}

function problemOf(name: string, dependencies: readonly string[]): string | undefined {
  if (dependencies.includes(name)) return "it needs a package of that name itself";
  const { errors = [], warnings = [] } = validatePackageName(name);
  return [...errors, ...warnings][0]?.replace(/^name (?=can|cannot|must|length)/, "an npm package's name ");
}

/** Lower-case words with dashes between them. */
function validNameLike(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
