import type { Route } from "@bunsen/runtime/internal/route-table";
import { isServerName } from "./server-name.ts";

/**
 * Whether a file is never served or bundled for the browser: because of its name, because it is `src/server.ts`, or
 * because it is an endpoint. What only such files import stays on the server because nothing else asks for it.
 *
 * @param file relative to the project root, with `/` and without a query
 */
export function isServerFile(file: string, routes: readonly Route[]): boolean {
  return isServerName(file) || /^src\/server\.[cm]?[jt]s$/i.test(file) || isEndpoint(file, routes);
}

/** Some file systems ignore the case of letters. */
function isEndpoint(file: string, routes: readonly Route[]): boolean {
  const lowerCase = file.toLowerCase();
  return routes.some((route) => route.kind === "endpoint" && route.file.toLowerCase() === lowerCase);
}
