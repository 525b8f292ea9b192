import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { slashed } from "../util/paths.ts";
import { findInstalled, MODULES } from "./package-root.ts";

/**
 * The directories of workspace packages that an app depends on, directly or by way of others: their links lead out of
 * `node_modules`.
 *
 * @param root of the app, absolute
 */
export function linkedPackages(root: string): string[] {
  const found = new Set<string>();
  const visit = (directory: string): void => {
    for (const name of dependenciesOf(directory)) {
      const place = placeOf(name, directory);
      const isOurs = name.startsWith("@bunsen/");
      if (isOurs || place === undefined || place.includes(`/${MODULES}`) || found.has(place)) continue;
      if (`${slashed(root)}/`.startsWith(`${place}/`)) continue;
      found.add(place);
      visit(place);
    }
  };
  visit(root);
  return [...found].sort();
}

/** Names of what an app and its workspace packages depend on. */
export function dependencyNames(root: string): Set<string> {
  return new Set([root, ...linkedPackages(root)].flatMap(dependenciesOf));
}

function dependenciesOf(directory: string): string[] {
  const file = join(directory, "package.json");
  if (!existsSync(file)) return [];
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, "utf8"));
  return [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})];
}

/** The real directory of an installed package; nothing if it is missing. */
function placeOf(name: string, from: string): string | undefined {
  const place = findInstalled(name, from);
  return place === undefined ? undefined : slashed(realpathSync(place));
}
