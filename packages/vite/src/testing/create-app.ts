import type { App } from "@bunsen/runtime/internal/app";
import { publicFileIndex } from "../assets/public-index.ts";
import { environmentErrors } from "../diagnostics/environment-errors.ts";

/** Options of `createApp`. */
export interface TestAppOptions {
  /** What paths are relative to. Default: `origin` of `src/server.ts`, else `http://localhost`. */
  origin?: string;
  /** Whether pages with `config.cache` are cached, as in production. Default `false`: every request is rendered. */
  cache?: boolean;
}

/** The app under test. */
export interface TestApp extends AsyncDisposable {
  /**
   * Responds to a request as the production server does. The request counts as sent by a page of the app, unless it has
   * an `Origin` or `Sec-Fetch-Site` header. Redirects are not followed.
   *
   * @param request a path such as `/about?x=1` is one of `options.origin`
   * @throws {TypeError} if the URL is invalid; errors of the app become responses
   */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** Errors that were thrown and logged so far, in order. The response does not contain them. */
  readonly errors: readonly unknown[];
  /** Closes the page cache's connections. Never rejects. */
  close(): Promise<void>;
}

/**
 * The app, for a Vitest test: its pages, endpoints and `src/server.ts`, without a port. They are modules of the test's
 * own module graph, so `vi.mock` and `vi.spyOn` reach them. Responses are those of production, with errors masked and
 * logged, but without scripts and styles, which only a build has.
 *
 * @throws {BunsenPluginError} if the test does not run on Bun, or not in Vitest with `bunsen()` in its Vite config, or if
 *   something is wrong with the pages
 * @throws {BunsenError} naming the first option of `src/server.ts`, or variable, that is wrong
 */
export async function createApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { createApp, build, publicFiles } = await load();
  const errors: unknown[] = [];
  const app = createApp({
    ...build,
    mode: "production",
    cachesPages: options.cache ?? false,
    fileIndex: publicFileIndex(publicFiles, () => build.table.routes),
    server: withNotes(build.server, errors),
  });
  const origin = options.origin ?? app.settings.options.origin ?? "http://localhost";
  return {
    fetch: async (request, init) => app.fetch(toRequest(request, init, origin)),
    errors,
    close: () => app.close(),
    [Symbol.asyncDispose]: () => app.close(),
  };
}

async function load() {
  if (process.versions.bun === undefined) throw environmentErrors.testWithoutBun();
  try {
    return await import("virtual:bunsen/test");
  } catch (error) {
    if (isNotFound(error)) throw environmentErrors.testWithoutPlugin();
    throw error;
  }
}

/** Only the plugin knows the virtual module. Bun throws an object that is not an `Error`, with the beginning of the name. */
function isNotFound(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("code" in error && "message" in error)) return false;
  return error.code === "ERR_MODULE_NOT_FOUND" && String(error.message).includes("'virtual:bunsen");
}

type ServerOptions = App["settings"]["options"];
type OnError = ServerOptions["onError"];

/** The app refuses a value that is not an object of options. */
function withNotes(options: ServerOptions = {}, errors: unknown[]): ServerOptions {
  const isOptions = Object.getPrototypeOf(Object(options)) === Object.prototype;
  return isOptions ? { ...options, onError: noting(errors, (options as ServerOptions).onError) } : options;
}

function noting(errors: unknown[], own: OnError): OnError {
  return (error, context) => {
    errors.push(error);
    return own?.(error, context);
  };
}

function toRequest(given: Request | string | URL, init: RequestInit | undefined, origin: string): Request {
  const request = new Request(given instanceof Request ? given : new URL(given, origin), init);
  const { headers } = request;
  // A form without either header would be refused as cross-site.
  if (!headers.has("origin") && !headers.has("sec-fetch-site")) headers.set("sec-fetch-site", "same-origin");
  return request;
}
