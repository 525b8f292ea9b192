import type { Plugin } from "vite";

/** React's server for Bun. */
const REACT_SERVER = /[\\/]react-dom-server\.bun\.production\.js$/;

/** Replaces Node's builtins in React's server by the few parts that it uses, so that a start does not load all of them. */
export function reactBuiltinsPlugin(): Plugin {
  return {
    name: "bunsen:react-builtins",
    apply: "build",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "server",
    resolveId: {
      filter: { id: /^(util|crypto|stream)$/ },
      handler(_source, importer) {
        if (importer === undefined || !REACT_SERVER.test(importer)) return null;
        return this.resolve("@bunsen/runtime/internal/react-builtins", undefined, { skipSelf: true });
      },
    },
  };
}
