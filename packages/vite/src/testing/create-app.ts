import type { App } from "@bunsen/runtime/internal/app";
import { publicFileIndex } from "../assets/public-index.ts";
import { environmentErrors } from "../diagnostics/environment-errors.ts";

/** Options of `createApp`. */
export interface TestAppOptions {
  /** What paths are relative to. Default: `origin` of `src/server.ts`, else `http://localhost`. */
  origin?: string;
  /** Whether pages that ask for it are kept, as in production. Default `false`: every request is rendered. */
  cache?: boolean;
}

/** The app under test. */
export interface TestApp extends AsyncDisposable {
  /**
   * Answers a request as the production server does, and as if a page of the app had sent it, unless it has an `Origin`
   * or `Sec-Fetch-Site` of its own. Redirects are not followed.
   *
   * @param request a path such as `/about?x=1` is one of `options.origin`
   * @throws {TypeError} if it is no URL; whatever the app does is an answer
   */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** What was thrown and logged so far, in order: the visitor's answer does not tell. */
  readonly errors: readonly unknown[];
  /** Ends what the page cache holds open. Never rejects. */
  close(): Promise<void>;
}

/**
 * The app, for a Vitest test: its pages, endpoints and `src/server.ts`, without a port. They are modules of the test's
 * own module graph, so `vi.mock` and `vi.spyOn` reach them. Answers are those of production, errors masked and logged,
 * but for scripts and styles, which only a build has.
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

/** Nobody but the plugin knows the virtual module; Bun names no more than the beginning of it, in what is no `Error`. */
function isNotFound(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("code" in error && "message" in error)) return false;
  return error.code === "ERR_MODULE_NOT_FOUND" && String(error.message).includes("'virtual:bunsen");
}

type ServerOptions = App["settings"]["options"];
type OnError = ServerOptions["onError"];

/** What is no object of options is left for the app to refuse. */
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
  // A form without either would be refused as that of an old browser on another site.
  if (!headers.has("origin") && !headers.has("sec-fetch-site")) headers.set("sec-fetch-site", "same-origin");
  return request;
}
