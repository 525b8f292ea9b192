import { readFileSync } from "node:fs";
import { dirname, posix, relative } from "node:path";
import { normalizePath } from "vite";

/** Levels of stylesheets in stylesheets that are read. */
const DEEPEST = 8;

/**
 * Makes Tailwind look for class names in packages of the workspace, and not in the output of builds. By itself, it looks at
 * everything below the app that Git does not ignore, so that a second build would find words in the first one's files, and differ
 * from it.
 *
 * @param code of a stylesheet
 * @param file the stylesheet, absolute
 * @param find the absolute paths: `linked` of packages, `made` of directories and files, with Tailwind's wildcards. Called only
 *   for a stylesheet with Tailwind
 * @returns the stylesheet with a line more for each; `undefined` if it has no Tailwind in it
 */
export function withSources(
  code: string,
  file: string,
  find: () => { linked: readonly string[]; made: readonly string[] },
): string | undefined {
  if (!usesTailwind(code, file)) return undefined;
  const { linked, made } = find();
  const fromHere = (path: string) => {
    const shown = normalizePath(relative(dirname(file), path));
    return JSON.stringify(shown.startsWith(".") ? shown : `./${shown}`);
  };
  const lines = [
    ...linked.map((path) => `@source ${fromHere(path)};`),
    ...made.map((path) => `@source not ${fromHere(path)};`),
  ];
  return `${code}\n${lines.join("\n")}\n`;
}

/** The executables that may be at a path: of one target, and of several. */
export function executablePaths(outfile: string): string[] {
  return [outfile, `${outfile}.exe`, `${outfile}-{linux,darwin,windows}-*`];
}

function usesTailwind(code: string, file: string, depth = 0): boolean {
  if (/@import\s+(?:url\()?["']tailwindcss["'/]|@tailwind\s/.test(code)) return true;
  if (depth === DEEPEST) return false;
  for (const [, path = ""] of code.matchAll(/@import\s+(?:url\()?["'](\.[^"']+)["']/g)) {
    const imported = posix.join(dirname(file), path);
    if (usesTailwind(readText(imported), imported, depth + 1)) return true;
  }
  return false;
}

/** Nothing for a file that cannot be read: Tailwind's error is better. */
function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}
