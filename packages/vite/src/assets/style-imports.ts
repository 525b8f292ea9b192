import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** Statements of CSS, CSS modules, Sass, Less, Stylus and Tailwind that include other files. */
const IMPORT =
  /(?:@(?:import|use|forward|reference|require)|\bload-css|\bcomposes\s*:[^;{}]*\bfrom)\b([^;{}\n]*)/g;

const URL_FUNCTION = /\burl\(\s*["']?([^"')\n]+)["']?\s*\)/g;

const EXTENSIONS = ["", ".css", ".scss", ".sass", ".less", ".styl", ".stylus", ".pcss", ".postcss", ".sss"];

/**
 * What the text of a stylesheet imports or names by a URL, without queries and URLs of other hosts. Comments, and words
 * that only look like a path, are among them.
 */
export function findStyleImports(css: string): string[] {
  const imported = [...css.matchAll(IMPORT)].flatMap(([, rest = ""]) => [
    ...[...rest.matchAll(/["']([^"']+)["']/g)].map(([, quoted = ""]) => quoted),
    ...rest.split(/[\s,"'()]+/),
  ]);
  const urls = [...css.matchAll(URL_FUNCTION)].map(([, url = ""]) => url.trim());
  return [...imported, ...urls]
    .filter((specifier) => specifier !== "" && !/^([a-z][a-z+.-]*:|\/\/)/i.test(specifier))
    .map((specifier) => specifier.split("?", 1)[0] ?? specifier);
}

/**
 * The files that a stylesheet and those it imports name, as far as they can be found without the languages' own rules.
 *
 * @param file of the stylesheet, absolute
 * @param resolveImport the file of a path that is not relative, if it is one
 * @returns absolute paths with the stylesheet that names them; not all of them exist
 */
export async function styleFiles(
  css: string,
  file: string,
  resolveImport: (specifier: string, importer: string) => Promise<string | undefined>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const visit = async (text: string, importer: string): Promise<void> => {
    for (const specifier of findStyleImports(text)) {
      const beside = resolve(dirname(importer), specifier);
      const elsewhere = specifier.startsWith(".") ? undefined : await resolveImport(specifier, importer);
      for (const path of [beside, elsewhere]) {
        if (path === undefined || found.has(path) || path === file) continue;
        found.set(path, importer);
        if (path.includes("/node_modules/")) continue;
        const [stylesheet, content] = await readStylesheet(path);
        if (stylesheet !== undefined) await visit(content, stylesheet);
      }
    }
  };
  await visit(css, file);
  return found;
}

/** In Sass, imports leave out extensions, and the underscore that the name of a partial starts with. */
async function readStylesheet(path: string): Promise<[file: string, content: string] | [undefined, ""]> {
  for (const extension of EXTENSIONS) {
    if (extension === "" && !EXTENSIONS.slice(1).some((known) => path.endsWith(known))) continue;
    for (const file of [path + extension, join(dirname(path), `_${basename(path)}${extension}`)]) {
      const content = await readFile(file, "utf8").catch(() => undefined);
      if (content !== undefined) return [file, content];
    }
  }
  return [undefined, ""];
}
