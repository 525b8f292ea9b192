import type { PluginContext } from "../context/plugin-context.ts";
import { isServerName } from "./server-name.ts";

/**
 * Whether a file is never served or bundled for the browser: by its name, as `src/server.ts`, or as an endpoint. What only
 * such files import is kept on the server by nobody else asking for it.
 *
 * @param file relative to the project root, with `/` and without a query
 */
export function isServerFile(context: PluginContext, file: string): boolean {
  return isServerName(file) || /^src\/server\.[cm]?[jt]s$/i.test(file) || context.isEndpoint(file);
}
