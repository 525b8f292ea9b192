import type { Plugin, Rolldown } from "vite";
import type { PluginContext } from "../context.ts";
import { loadAppReact } from "../static-markup/app-react.ts";
import { createWriterChoice } from "../static-markup/attribute-writers.ts";
import { importedNames, inlineExports } from "../static-markup/imported-components.ts";
import { REACT_SERVER, withMarkup } from "../static-markup/react-server.ts";
import {
  type CompiledModule,
  type ReactFacts,
  readCompiled,
  staticMarkup,
} from "../static-markup/transform.ts";

/**
 * Renders what the build knows of a page: host elements without components become strings with holes, in the server build.
 * The HTML stays React's, to the byte.
 */
export function staticMarkupPlugin(context: PluginContext): Plugin {
  let facts: ReactFacts | undefined;
  const inlineByFile = new Map<string, Promise<ReadonlySet<string>>>();
  return {
    name: "bunsen:static-markup",
    apply: "build",
    // After every compiler: what is looked at are calls of React's functions.
    enforce: "post",
    applyToEnvironment: ({ config }) =>
      config.consumer === "server" && context.options.staticMarkup !== false,
    transform: {
      filter: { code: /react\/jsx-runtime|function retryNode\(/ },
      async handler(code, id) {
        if (context.leavesMarkupToReact) return undefined;
        const [file = id] = id.split("?", 1);
        if (REACT_SERVER.test(file)) return withMarkup(code, file);
        const module = readCompiled(code, file);
        if (!module) return undefined;
        facts ??= readFacts(context.config.root);
        const imported = await inlineImports(this, module, id, inlineByFile);
        const { counts, edited } = staticMarkup(
          module,
          facts,
          imported,
          context.isPage(context.relative(file)),
        );
        context.buildFacts.markup.set(id, counts);
        return edited;
      },
    },
  };
}

function readFacts(root: string): ReactFacts {
  const react = loadAppReact(root);
  return { react, writerOf: createWriterChoice(react) };
}

/** Local names of what a module imports from the app's own files and may be called in line. */
async function inlineImports(
  resolver: Rolldown.TransformPluginContext,
  { program, bound }: CompiledModule,
  importer: string,
  inlineByFile: Map<string, Promise<ReadonlySet<string>>>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { local, source, exported } of importedNames(program, bound)) {
    const resolved = await resolver.resolve(source, importer);
    if (!resolved || resolved.external || resolved.id.includes("/node_modules/")) continue;
    const inline = inlineByFile.get(resolved.id) ?? inlineExports(resolved.id);
    inlineByFile.set(resolved.id, inline);
    if ((await inline).has(exported)) found.add(local);
  }
  return found;
}
