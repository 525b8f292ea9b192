import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ENCODING_EXTENSIONS } from "@bunsen/runtime/internal/static-files";
import { normalizePath } from "vite";
import { listFiles } from "../assets/static-files.ts";
import type { Executable } from "../compile/compile-target.ts";
import type { BuildFacts } from "../manifest/build-facts.ts";
import { hashOf } from "../manifest/side.ts";
import { MANIFEST_FILE } from "../manifest/write-manifest.ts";

/** A file that a build has written. */
export interface OutputFile {
  /** Absolute. */
  path: string;
  /**
   * - `entry`: a script that starts something: the server, a page in browsers, a worker
   * - `chunk`: a script that other scripts import
   * - `asset`: a stylesheet, an image, a file of `public/`, a file or package that the server reads
   * - `page`: prerendered HTML
   * - `compressed`: another file, compressed
   * - `sourcemap`
   * - `manifest`: `bunsen.json`
   * - `executable`
   */
  kind: "entry" | "chunk" | "asset" | "page" | "compressed" | "sourcemap" | "manifest" | "executable";
  /** Bytes. */
  size: number;
  /** Of the content, 16 hexadecimal digits: the ETag of what is served, without quotes. */
  hash: string;
  /** Of an executable, such as `linux-x64`. */
  target?: string;
}

/**
 * Lists everything that a build has written, by path.
 *
 * @param directory the build, absolute
 */
export function outputFiles(
  directory: string,
  facts: BuildFacts,
  executables: readonly Executable[],
): OutputFile[] {
  const targets = new Map(executables.map(({ path, target }) => [path, target.name]));
  const scripts = scriptKinds(facts);
  const found = listFiles(directory).map((path) => join(directory, path));
  const paths = new Set([...found, ...targets.keys()]);
  return [...paths].sort().map((path) => {
    const target = targets.get(path);
    const content = readFileSync(path);
    return {
      path,
      kind: target === undefined ? (scripts.get(path) ?? kindOf(path, directory, paths)) : "executable",
      size: content.byteLength,
      hash: hashOf(content),
      ...(target !== undefined && { target }),
    };
  });
}

/** Of the bundler's scripts, by absolute path. */
function scriptKinds({ sides }: BuildFacts): Map<string, "entry" | "chunk"> {
  const kinds = new Map<string, "entry" | "chunk">();
  for (const { directory, output } of sides) {
    for (const file of output) {
      if (file.type !== "chunk") continue;
      kinds.set(join(directory, file.fileName), file.isEntry ? "entry" : "chunk");
    }
  }
  return kinds;
}

function kindOf(path: string, directory: string, paths: ReadonlySet<string>): OutputFile["kind"] {
  const name = normalizePath(relative(directory, path));
  if (name === MANIFEST_FILE) return "manifest";
  if (name === "server/index.js") return "entry";
  if (name.endsWith(".map")) return "sourcemap";
  const suffix = Object.values(ENCODING_EXTENSIONS).find((extension) => name.endsWith(extension));
  if (suffix !== undefined && paths.has(path.slice(0, -suffix.length))) return "compressed";
  return /^prerendered\/.*\.html$/.test(name) ? "page" : "asset";
}
