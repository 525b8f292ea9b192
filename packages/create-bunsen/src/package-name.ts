import { basename, dirname } from "node:path";
import validatePackageName from "validate-npm-package-name";
import { messages } from "./messages.ts";

/**
 * The package name of an app: the name of its directory, with the scope if that lies in one (`@acme/shop`).
 *
 * @param directory absolute
 * @param dependencies of the app: npm cannot install a package into one of the same name
 * @throws {BunsenPluginError} if npm would refuse the name
 */
export function packageNameOf(directory: string, dependencies: readonly string[]): string {
  const scope = basename(dirname(directory));
  const name = scope.startsWith("@") ? `${scope}/${basename(directory)}` : basename(directory);
  const problem = problemOf(name, dependencies);
  if (problem === undefined) return name;
  const better = validNameLike(basename(directory));
  throw messages.invalidName(name, problem, problemOf(better, dependencies) ? undefined : better);
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
