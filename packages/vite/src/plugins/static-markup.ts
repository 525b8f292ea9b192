import type { Plugin } from "vite";
import type { PluginContext } from "../context.ts";
import { loadAppReact } from "../static-markup/app-react.ts";
import { createWriterChoice } from "../static-markup/attribute-writers.ts";
import { REACT_SERVER, withMarkup } from "../static-markup/react-server.ts";
import { type ReactFacts, staticMarkup } from "../static-markup/transform.ts";

/**
 * Renders what the build knows of a page: host elements without components become strings with holes, in the server build.
 * The HTML stays React's, to the byte.
 */
export function staticMarkupPlugin(context: PluginContext): Plugin {
  let facts: ReactFacts | undefined;
  return {
    name: "bunsen:static-markup",
    apply: "build",
    // After every compiler: what is looked at are calls of React's functions.
    enforce: "post",
    applyToEnvironment: ({ config }) =>
      config.consumer === "server" && context.options.staticMarkup !== false,
    transform: {
      filter: { code: /react\/jsx-runtime|function retryNode\(/ },
      handler(code, id) {
        if (context.leavesMarkupToReact) return undefined;
        const [file = id] = id.split("?", 1);
        if (REACT_SERVER.test(file)) return withMarkup(code, file);
        facts ??= readFacts(context.config.root);
        const result = staticMarkup(code, file, facts);
        if (result) context.buildFacts.markup.set(id, result.counts);
        return result?.edited;
      },
    },
  };
}

function readFacts(root: string): ReactFacts {
  const react = loadAppReact(root);
  return { react, writerOf: createWriterChoice(react) };
}
