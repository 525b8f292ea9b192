import { nearlySame } from "@bunsen/runtime/internal/suggest";
import type { Mistakes } from "./mistaken-companions.ts";

/** A module that runs without being imported, by the names that are mistaken for it. */
interface ServerModule {
  /** What it may be called, in `src`. */
  files: readonly string[];
  /** Names in lower case, without the extension. */
  mistaken: readonly string[];
  /** What to do. */
  hint: string;
}

const MODULES: readonly ServerModule[] = [
  {
    files: ["server.ts", "server.js"],
    mistaken: ["server", "server.server", "middleware", "middleware.server"],
    hint: "Middleware and options belong in src/server.ts: export default defineServer({ middleware }).",
  },
  {
    files: ["instrumentation.server.ts", "instrumentation.server.js"],
    mistaken: ["instrumentation", "instrumentation.server"],
    hint: "Rename it to src/instrumentation.server.ts.",
  },
];

const SCRIPT = /\.[cm]?[jt]sx?$/i;

/**
 * Finds files that are meant to be `src/server.ts` or `src/instrumentation.server.ts` and have another name, so that
 * nothing loads them. Where the right file exists, it may import them, and nothing is said.
 *
 * @param files of `src` and of the directories in it, relative to `src`
 */
export function mistakenServerModules(files: readonly string[]): Mistakes {
  const mistakes: Mistakes = { problems: [], warnings: [] };
  for (const module of MODULES) {
    if (module.files.some((file) => files.includes(file))) continue;
    for (const file of files) {
      // A component has a capital letter: `Server.tsx`.
      if (!SCRIPT.test(file) || /^[A-Z].*x$/.test(file)) continue;
      const name = file
        .replace(SCRIPT, "")
        .replace(/\/index$/i, "")
        .toLowerCase();
      const path = `src/${file}`;
      if (module.mistaken.includes(name)) {
        const message = `${path} is loaded by nothing: the name has to be src/${module.files[0]}, and there is no such file.`;
        mistakes.problems.push({ code: "MISTAKEN_SERVER_FILE", message, files: [path], hint: module.hint });
      } else if (!file.includes("/") && nearlySame(name, module.mistaken) !== undefined) {
        mistakes.warnings.push(
          `${path} is not src/${module.files[0]}: nothing loads it by itself. ${module.hint}`,
        );
      }
    }
  }
  return mistakes;
}
