import { dirname } from "node:path";
import type { Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { isWrittenAsCommonJs } from "../packages/commonjs.ts";
import { MODULES } from "../packages/package-root.ts";
import { positionOf } from "../page-module/parse.ts";
import { findRequiredModules, type RequireCalls } from "../page-module/required-modules.ts";
import { atPlace } from "../source-errors/at-place.ts";
import { slashed } from "../util/paths.ts";

/**
 * Refuses in the app's own ES modules what `require` cannot mean in development and builds alike: the one of CommonJS, names that a
 * build cannot know, and the app's ES modules, which Bun would load a second time beside those of Vite.
 */
export function ownRequirePlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:own-require",
    enforce: "pre",
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?(?:$|\?)/, exclude: [/\0/, /[\\/]node_modules[\\/]/] },
        code: /\brequire\b|\bcreateRequire\b/,
      },
      handler(code, id) {
        // Vitest's own runner has one, and tests are never built.
        if (this.environment.mode === "dev" && process.env.VITEST !== undefined) return;
        const file = withoutQuery(id);
        const mistake = mistakeIn(findRequiredModules(code, file), file);
        if (!mistake) return;
        const position = positionOf(code, mistake.start);
        const error = importErrors.require(`${context.relative(file)}:${position.line}`, mistake.what);
        throw atPlace(error, { file, ...position });
      },
    },
  };
}

function mistakeIn(
  { modules, others }: RequireCalls,
  file: string,
): { start: number; what: string } | undefined {
  const ofCommonJs = [...modules, ...others].find(({ isGlobal }) => isGlobal);
  if (ofCommonJs) return { start: ofCommonJs.start, what: "uses require, which ES modules do not have" };
  const [unknown] = others;
  if (unknown) {
    return {
      start: unknown.start,
      what: "uses createRequire(import.meta.url) in a way that a build cannot follow",
    };
  }
  const module = modules.find(({ specifier }) => isOwnModule(specifier, file));
  return (
    module && {
      start: module.start,
      what: `requires "${module.specifier}", which is an ES module of the app`,
    }
  );
}

function isOwnModule(specifier: string, importer: string): boolean {
  try {
    const file = slashed(Bun.resolveSync(specifier, dirname(importer)));
    return !file.includes(`/${MODULES}`) && /\.[cm]?[jt]sx?$/.test(file) && !isWrittenAsCommonJs(file);
  } catch {
    // What is not there fails when it is required.
    return false;
  }
}
