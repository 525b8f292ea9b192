import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { version as viteVersion } from "vite";
import { version } from "../util/version.ts";

/**
 * Versions of what runs the app in development; React's is left out if it is not installed.
 *
 * @param root Vite's
 */
export function developmentVersions(root: string): Record<string, string> {
  const react = installedVersion("react", root);
  return {
    Bunsen: version,
    Bun: process.versions.bun ?? "",
    ...(react !== undefined && { React: react }),
    Vite: viteVersion,
  };
}

function installedVersion(name: string, root: string): string | undefined {
  try {
    const file = createRequire(join(root, "package.json")).resolve(`${name}/package.json`);
    return JSON.parse(readFileSync(file, "utf8")).version;
  } catch {
    // The code that needs the package throws a better error.
    return undefined;
  }
}
