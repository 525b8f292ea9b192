import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { isServerName } from "../routes/server-name.ts";
import { imitatesBrowser } from "./environments.ts";

/**
 * A test with jsdom may import server code, although `server.fs.deny` denies it to everything that resolves as for
 * browsers.
 */
export function testFilesPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:test-files",
    apply: "serve",
    applyToEnvironment: imitatesBrowser,
    load: {
      filter: { id: { include: /\.[cm]?[jt]sx?$/, exclude: /\0/ } },
      handler: (id) => (isServerName(context.relative(id)) ? readFile(id, "utf8") : null),
    },
  };
}
