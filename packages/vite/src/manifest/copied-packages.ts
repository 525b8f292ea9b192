import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type PackageFacts, readPackage } from "./packages.ts";

/** A package that a build holds as files, because it could not be bundled. */
export interface CopiedPackage {
  facts: PackageFacts;
  /** Path in the build. */
  path: string;
  bytes: number;
}

/** The packages below a `node_modules` of a build, and those below theirs. */
export function copiedPackages(build: string, path = "server/node_modules"): CopiedPackage[] {
  return packageDirectories(build, path).flatMap((directory) => {
    const facts = readPackage(join(build, directory));
    const nested = copiedPackages(build, `${directory}/node_modules`);
    if (!facts) return nested;
    // Its place in the build does not count as another copy.
    const own = {
      facts: { ...facts, directory: "" },
      path: directory,
      bytes: sizeOf(join(build, directory)),
    };
    return [own, ...nested];
  });
}

/** `@scope/name` and `name` alike, in order. */
function packageDirectories(build: string, path: string): string[] {
  const names = directoriesIn(join(build, path)).filter((name) => !name.startsWith("."));
  return names.flatMap((name) =>
    name.startsWith("@")
      ? directoriesIn(join(build, path, name)).map((own) => `${path}/${name}/${own}`)
      : `${path}/${name}`,
  );
}

function directoriesIn(directory: string): string[] {
  const isThere = statSync(directory, { throwIfNoEntry: false })?.isDirectory();
  if (!isThere) return [];
  return readdirSync(directory)
    .filter((name) => statSync(join(directory, name)).isDirectory())
    .sort();
}

/** Bytes of the files in a directory, without other packages. */
function sizeOf(directory: string): number {
  let bytes = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isFile()) bytes += statSync(path).size;
    else if (entry.isDirectory() && entry.name !== "node_modules") bytes += sizeOf(path);
  }
  return bytes;
}
