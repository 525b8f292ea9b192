import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";
import { imitatesBrowser } from "./environments.ts";

/** A test with jsdom may import server code, which `server.fs.deny` keeps from everything that resolves as for browsers. */
export function testFilesPlugin(): Plugin {
  return {
    name: "bunsen:test-files",
    apply: "serve",
    applyToEnvironment: imitatesBrowser,
    load: {
      filter: { id: { include: /\.server\.[cm]?[jt]sx?$/, exclude: /\0/ } },
      handler: (id) => readFile(id, "utf8"),
    },
  };
}
