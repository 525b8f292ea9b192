import { basename } from "node:path";
import type { RenderedRoute, RouteTable } from "@bunsen/runtime/internal/route-table";
import { isServerName } from "./server-name.ts";

/** Look-ups in a route table, for what asks for each module of a build. Files are relative to the project root. */
export class RouteIndex {
  readonly #pages = new Set<string>();
  readonly #pagesById = new Map<string, RenderedRoute>();
  /** In lower case: some file systems ignore it. */
  readonly #endpoints = new Set<string>();
  /** What the names of endpoints begin with. */
  readonly #endpointStarts = new Set<string>();

  constructor({ routes, errors }: RouteTable) {
    for (const route of [...routes, ...errors]) {
      if (route.kind === "endpoint") {
        this.#endpoints.add(route.file.toLowerCase());
        const name = basename(route.file);
        for (let end = 0; end <= name.length; end++) this.#endpointStarts.add(name.slice(0, end));
        continue;
      }
      if (!this.#pagesById.has(route.id)) this.#pagesById.set(route.id, route);
      for (const { file } of [...route.wrappers, route]) if (file !== undefined) this.#pages.add(file);
    }
  }

  /** The page or error page with an id, such as `/blog/[slug]`. */
  page(id: string): RenderedRoute | undefined {
    return this.#pagesById.get(id);
  }

  /** Whether a file is the component of a page, an error page, a layout or the root. */
  isPage(file: string): boolean {
    return this.#pages.has(file);
  }

  /** Whether the name of an endpoint begins with this. */
  mayNameEndpoint(start: string): boolean {
    return this.#endpointStarts.has(start);
  }

  /**
   * Whether a file is never served or bundled for the browser: because of its name, because it is `src/server.ts`, or
   * because it is an endpoint. What only such files import stays on the server because nothing else asks for it.
   *
   * @param file with `/` and without a query
   */
  isServerFile(file: string): boolean {
    return (
      isServerName(file) || /^src\/server\.[cm]?[jt]s$/i.test(file) || this.#endpoints.has(file.toLowerCase())
    );
  }
}
