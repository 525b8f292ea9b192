import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { slashed } from "../util/paths.ts";

/** Files whose path starts and ends like this, with something in between. */
export interface FilePattern {
  start: string;
  end: string;
}

/** More are hardly meant. */
const MAX_FILES = 10_000;

/** The files that a template of server code can mean, with what they contain, and a directory name for them in the build. */
export interface TemplateFiles {
  directory: string;
  files: { path: string; content: Uint8Array }[];
}

/**
 * Reads the files that match, also in subdirectories: an expression may have slashes in it.
 *
 * @returns a reason instead, if a build should not copy them
 */
export async function templateFiles({ start, end }: FilePattern): Promise<TemplateFiles | string> {
  const from = dirname(`${start}x`);
  if (existsSync(join(from, "package.json"))) return "that is the directory of a whole package";
  const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => slashed(join(entry.parentPath, entry.name)))
    .filter((path) => path.startsWith(start) && path.endsWith(end) && path.length > start.length + end.length)
    .filter((path) => !/\/(?:node_modules|\.[^/]*)\//.test(path.slice(from.length)))
    .sort();
  if (paths.length === 0) return "no file matches";
  if (paths.length > MAX_FILES) return `${paths.length} files match`;
  const hash = new Bun.CryptoHasher("sha256");
  const files: TemplateFiles["files"] = [];
  for (const path of paths) {
    const content = await readFile(path);
    files.push({ path: slashed(relative(from, path)), content });
    hash.update(path.slice(from.length)).update(content);
  }
  return { directory: `${basename(from)}-${hash.digest("hex").slice(0, 8)}`, files };
}
