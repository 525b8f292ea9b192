import type { Plugin, Rolldown } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import type { BuildState } from "../production/build-state.ts";
import { loadAppReact } from "../static-markup/app-react.ts";
import { createWriterChoice } from "../static-markup/attribute-writers.ts";
import { importedNames } from "../static-markup/imported-components.ts";
import { InlineImports } from "../static-markup/inline-imports.ts";
import { REACT_SERVER, withMarkup } from "../static-markup/react-server.ts";
import { type ReactFacts, readCompiled, staticMarkup } from "../static-markup/transform.ts";

/**
 * Compiles what the build knows of a page to static markup: host elements without components become strings with holes,
 * in the server build. The HTML is the same as React's, byte for byte.
 */
export function staticMarkupPlugin(context: PluginContext, state: BuildState): Plugin {
  let facts: ReactFacts | undefined;
  const inlineImports = new InlineImports();
  return {
    name: "bunsen:static-markup",
    apply: "build",
    // After every compiler, because the plugin reads calls of React's functions.
    enforce: "post",
    applyToEnvironment: ({ config }) =>
      config.consumer === "server" && context.options.staticMarkup !== false,
    transform: {
      filter: { code: /react\/jsx-runtime|function retryNode\(/ },
      async handler(code, id) {
        if (state.skipsStaticMarkup) return undefined;
        const [file = id] = id.split("?", 1);
        if (REACT_SERVER.test(file)) return withMarkup(code);
        const module = readCompiled(code, file);
        if (!module) return undefined;
        facts ??= readFacts(context.config.root);
        const names = importedNames(module.program, module.bound);
        const imported = await inlineImports.among(names, id, (source, from) => ownFile(this, source, from));
        const { counts, edited } = staticMarkup(
          module,
          facts,
          imported,
          context.isPage(context.relative(file)),
        );
        state.facts.markup.set(id, counts);
        return edited;
      },
    },
  };
}

function readFacts(root: string): ReactFacts {
  const react = loadAppReact(root);
  return { react, writerOf: createWriterChoice(react) };
}

/** Only files of the app: a package's components are not inlined. */
async function ownFile(
  resolver: Rolldown.TransformPluginContext,
  source: string,
  importer: string,
): Promise<string | undefined> {
  const resolved = await resolver.resolve(source, importer);
  return resolved && !resolved.external && !resolved.id.includes("/node_modules/") ? resolved.id : undefined;
}
