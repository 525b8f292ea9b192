import type { Plugin } from "vite";
import { nameAnonymousDefault } from "../page-module/anonymous-default.ts";

/** In development, gives the server's default exports without a name the one that they have in builds. */
export function defaultNamesPlugin(): Plugin {
  return {
    name: "bunsen:default-names",
    apply: "serve",
    enforce: "post",
    applyToEnvironment: ({ name }) => name === "ssr",
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?(?:$|\?)/, exclude: /\0/ },
        code: /\bexport\s+default\s+(?:async\b|function\b|class\b|\(|[\w$]+\s*=>)/,
      },
      handler(code) {
        const named = nameAnonymousDefault(code, "compiled.jsx");
        return named && { code: named.toString(), map: named.generateMap({ hires: "boundary" }) };
      },
    },
  };
}
