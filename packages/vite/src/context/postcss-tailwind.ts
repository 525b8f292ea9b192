import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type ResolvedConfig, searchForWorkspaceRoot } from "vite";

const FORMATS = [".ts", ".cts", ".mts", ".js", ".cjs", ".mjs"];

/** Where PostCSS's loader looks in each directory, in its order. An empty file is as good as none. */
const PLACES = [
  "package.json",
  ...["", ".json", ".yaml", ".yml", ...FORMATS].map((extension) => `.postcssrc${extension}`),
  ...FORMATS.map((extension) => `postcss.config${extension}`),
];

/**
 * The PostCSS config that Vite uses, if it names Tailwind's plugin: an absolute path, or `css.postcss` if it is in Vite's own
 * config.
 *
 * @param root Vite's
 */
export function postcssTailwind({ postcss, transformer }: ResolvedConfig["css"], root: string) {
  if (transformer === "lightningcss") return undefined;
  if (typeof postcss === "object") return postcss.plugins?.some(isTailwind) ? "css.postcss" : undefined;
  const file = findConfig(resolve(postcss ?? root), searchForWorkspaceRoot(root));
  return file !== undefined && namesTailwind(textOf(file)) ? file : undefined;
}

function isTailwind(plugin: unknown): boolean {
  if ((typeof plugin !== "object" && typeof plugin !== "function") || plugin === null) return false;
  return "postcssPlugin" in plugin && namesTailwind(String(plugin.postcssPlugin));
}

/** @param last directory, at which the search upwards ends */
function findConfig(from: string, last: string): string | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    const places = PLACES.map((name) => join(directory, name)).filter((path) => existsSync(path));
    const file = places.find((path) => textOf(path).trim() !== "");
    if (file !== undefined) return file;
    if (directory === last || directory === dirname(directory)) return undefined;
  }
}

/** Of a package.json, only what it has for PostCSS. */
function textOf(file: string): string {
  const text = readFileSync(file, "utf8");
  if (!file.endsWith("package.json")) return text;
  const { postcss } = JSON.parse(text);
  return postcss == null ? "" : JSON.stringify(postcss);
}

function namesTailwind(text: string): boolean {
  const withoutComments = text.replaceAll(/\/\*.*?\*\/|\/\/.*?$|^\s*#.*?$/gms, "");
  return /(?<![\w/-])(?:@tailwindcss\/postcss|tailwindcss)(?![\w-])/.test(withoutComments);
}
