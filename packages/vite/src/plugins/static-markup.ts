import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { buildWarnings } from "../diagnostics/build-warnings.ts";
import type { BuildState } from "../production/build-state.ts";
import { loadAppReact } from "../static-markup/app-react.ts";
import { askReact, type ReactAttributes } from "../static-markup/attribute-writers.ts";
import { isProven } from "../static-markup/probe.ts";
import { REACT_SERVER, withTemplates } from "../static-markup/react-server.ts";
import { readCompiled, staticMarkup } from "../static-markup/transform.ts";

/**
 * Compiles host elements to templates, in the server build: they write what the build knows of them as strings, and let
 * React render the rest. The HTML is the same as React's, byte for byte.
 */
export function staticMarkupPlugin(context: PluginContext, state: BuildState): Plugin {
  let attributes: ReactAttributes | undefined;
  /** Files of React, and whether they call templates. */
  const renderers = new Map<string, boolean>();
  return {
    name: "bunsen:static-markup",
    apply: "build",
    // After every compiler, because the plugin reads calls of React's functions.
    enforce: "post",
    applyToEnvironment: ({ config }) =>
      config.consumer === "server" && context.options.staticMarkup !== false,
    transform: {
      filter: { code: /react\/jsx-runtime|pushStartInstance/ },
      async handler(code, id) {
        if (state.skipsStaticMarkup) return undefined;
        const [file = id] = id.split("?", 1);
        const { root } = context.config;
        if (REACT_SERVER.test(file)) {
          const changed = withTemplates(code);
          const takes =
            changed !== undefined &&
            (await isProven(code, changed, createRequire(join(root, "package.json"))));
          renderers.set(file, takes);
          return takes ? { code: changed, map: null } : undefined;
        }
        const module = readable(code, file);
        if (!module) return undefined;
        attributes ??= askReact(loadAppReact(root));
        const { counts, edited } = staticMarkup(module, attributes);
        state.facts.markup.set(id, counts);
        return edited;
      },
    },
    buildEnd(error) {
      if (error || state.skipsStaticMarkup || this.environment.name !== "ssr") return;
      const refused = [...renderers].flatMap(([file, takes]) => (takes ? [] : [context.relative(file)]));
      if (refused.length === 0 && renderers.size > 0) return;
      const reason =
        refused.length > 0
          ? `Bunsen does not know the renderer of this version of React: ${refused.join(", ")}.`
          : "The server build does not bundle react-dom.";
      context.config.logger.warn(buildWarnings.staticMarkupOff(reason));
      for (const counts of state.facts.markup.values()) counts.flat = 0;
    },
  };
}

/** Modules of other plugins may be in a language that only the bundler knows how to read: React renders them. */
function readable(code: string, file: string): ReturnType<typeof readCompiled> {
  try {
    return readCompiled(code, file);
  } catch (error) {
    if (existsSync(file)) throw error;
    return undefined;
  }
}
