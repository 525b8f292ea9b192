import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { searchForWorkspaceRoot } from "vite";

/** What PostCSS's loader reads, besides a key of package.json. */
const CONFIG_FILES = ["postcss.config", ".postcssrc"].flatMap((name) =>
  ["", ".json", ".yaml", ".yml", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"].map(
    (extension) => name + extension,
  ),
);

/**
 * The PostCSS config that Vite would load, if it names Tailwind's plugin.
 *
 * @param root Vite's, where the search starts; it ends at the root of the workspace
 */
export function postcssTailwind(root: string): string | undefined {
  const last = searchForWorkspaceRoot(root);
  for (let directory = root; ; directory = dirname(directory)) {
    const file = CONFIG_FILES.map((name) => join(directory, name)).find((path) => existsSync(path));
    if (file !== undefined) return namesTailwind(readFileSync(file, "utf8")) ? file : undefined;
    if (directory === last || directory === dirname(directory)) return undefined;
  }
}

function namesTailwind(text: string): boolean {
  const withoutComments = text.replaceAll(/\/\*.*?\*\/|\/\/.*$/gms, "");
  return /(?<![\w/-])(?:@tailwindcss\/postcss|tailwindcss)(?![\w-])/.test(withoutComments);
}
