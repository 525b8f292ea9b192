import { existsSync, realpathSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { findStyleNames } from "./style-names.ts";

export const STYLE_EXTENSIONS = [
  ".css",
  ".scss",
  ".sass",
  ".less",
  ".styl",
  ".stylus",
  ".pcss",
  ".postcss",
  ".sss",
];

/** A file that a stylesheet names, as far as can be known without the rules of its language. */
interface StyleFile {
  /** Absolute; it may not exist. */
  path: string;
  /** The stylesheet that names it, absolute. */
  importer: string;
}

/** What a stylesheet and those that it imports name. */
export interface StyleImports {
  files: StyleFile[];
  /** Whether one of them computes what it imports: only a compiler can know the names. */
  isComputed: boolean;
}

type ResolveImport = (specifier: string, importer: string) => Promise<string | undefined>;

/**
 * The files that a stylesheet and those that it imports name, symbolic links as well as their targets. What is only mentioned
 * counts if it exists.
 *
 * @param file of the stylesheet, absolute
 * @param resolveImport the file of a path that is not relative, if it is one
 */
export async function styleImports(
  css: string,
  file: string,
  resolveImport: ResolveImport,
): Promise<StyleImports> {
  const found = new Map<string, string>();
  let isComputed = false;
  const add = async (path: string, importer: string, isImported: boolean): Promise<void> => {
    if (found.has(path) || path === file) return;
    if (isImported) found.set(path, importer);
    for (const existing of existingFiles(path)) {
      const real = realpathSync(existing);
      for (const name of [path, existing, real]) if (name !== file) found.set(name, importer);
      if (!isStylesheet(real) || real === file || path.includes("/node_modules/")) continue;
      if (statSync(real).isFile()) await visit(await readFile(real, "utf8"), real);
    }
  };
  const visit = async (text: string, importer: string): Promise<void> => {
    isComputed ||= /\bload-css\b/.test(text) || /\.(less|styl|stylus)$/.test(importer);
    const { imported, mentioned } = findStyleNames(text);
    for (const specifier of new Set([...imported, ...mentioned])) {
      const isImported = imported.has(specifier);
      await add(resolve(dirname(importer), specifier), importer, isImported);
      if (specifier.startsWith(".") || !(isImported || mayBeImport(specifier))) continue;
      const elsewhere = await resolveImport(specifier, importer);
      if (elsewhere !== undefined) await add(elsewhere, importer, isImported);
    }
  };
  await visit(css, file);
  return { files: [...found].map(([path, importer]) => ({ path, importer })), isComputed };
}

function isStylesheet(path: string): boolean {
  return STYLE_EXTENSIONS.some((extension) => path.endsWith(extension));
}

/** Most strings are no paths, and each that is looked up takes time. */
function mayBeImport(specifier: string): boolean {
  return isStylesheet(specifier) || /server/i.test(specifier);
}

/** Sass leaves out extensions, and the line at the start of a partial's name. */
function existingFiles(path: string): string[] {
  if (path.includes("\0")) return [];
  const paths = [path, ...(isStylesheet(path) ? [] : STYLE_EXTENSIONS.map((extension) => path + extension))];
  return paths
    .flatMap((name) => [name, join(dirname(name), `_${basename(name)}`)])
    .filter((name) => existsSync(name));
}
