import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { isServerName } from "../routes/server-name.ts";

/** Names of modules that a text imports; finding too many is harmless. */
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])([^"'\n]+)\1/g;

/** Imports whose names only the bundler knows. */
const UNKNOWN_IMPORT = /import\.meta\.glob|\bimport\s*\(\s*(?!["'])/;

const EXTENSIONS = ["", ".tsx", ".ts", ".jsx", ".js", "/index.tsx", "/index.ts", "/index.jsx", "/index.js"];

const SCRIPT = /\.[cm]?[jt]sx?$/;

/**
 * Files that Vite must scan for packages to prepare for the browser: of all files that pages reach, those that import
 * something other than neighbouring files and packages that are always prepared. Vite would resolve every import of
 * every page before its first response; this only reads the text.
 *
 * @param pages their directory, absolute
 * @param isPage whether a file there, relative to it, is loaded by browsers
 * @param prepared names of packages
 * @returns absolute paths
 */
export function dependencyEntries(
  pages: string,
  isPage: (file: string) => boolean,
  prepared: readonly string[],
): string[] {
  const known = new Set(prepared);
  const found = new Map<string, boolean>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    const { imported, isOpen } = readImports(file, known);
    found.set(file, isOpen);
    for (const other of imported) visit(other);
  };
  for (const file of listFiles(pages)) if (isPage(file)) visit(join(pages, file));
  return [...found].flatMap(([file, isOpen]) => (isOpen ? file : []));
}

interface Imports {
  /** Scripts beside this one. */
  imported: string[];
  /** Whether there are others, which may be packages. */
  isOpen: boolean;
}

function readImports(file: string, known: ReadonlySet<string>): Imports {
  const text = readFileSync(file, "utf8");
  const imported: string[] = [];
  let isOpen = UNKNOWN_IMPORT.test(text);
  for (const [, , name = ""] of text.matchAll(IMPORT)) {
    const path = name.split("?", 1)[0] ?? name;
    if (!path.startsWith(".")) isOpen ||= !known.has(path);
    else if (!isServerName(path)) {
      const script = findFile(join(dirname(file), path));
      if (script === undefined) isOpen = true;
      else if (SCRIPT.test(script)) imported.push(script);
    }
  }
  return { imported, isOpen };
}

function findFile(path: string): string | undefined {
  return EXTENSIONS.map((extension) => path + extension).find((candidate) =>
    statSync(candidate, { throwIfNoEntry: false })?.isFile(),
  );
}

/** Relative to the directory, with forward slashes; none if it does not exist. */
function listFiles(directory: string): string[] {
  if (!statSync(directory, { throwIfNoEntry: false })) return [];
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).map((file) =>
    file.split(sep).join("/"),
  );
}
