import { suggestionFor } from "../util/suggest.ts";
import { OwnError } from "./own-error.ts";

/**
 * An error with a stable code from the catalogue below. Its message says what happened, where, and what to do, and ends
 * with the code. `docs/errors.md` explains each code.
 */
export class BunsenError extends OwnError {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${message} [${code}]`);
    this.name = "BunsenError";
    this.code = code;
  }
}

/** The file that holds the options of the server. */
export const SERVER_MODULE = "src/server.ts";

/** Every error that the runtime can throw; those that browsers need are in `usage-errors.ts`. */
export const errors = {
  noDefaultExport: (file: string) =>
    new BunsenError(
      "NO_DEFAULT_EXPORT",
      `${file} has no default export. A page needs a component: add "export default function Page() { … }".`,
    ),
  serverExport: (file: string, name: string) =>
    new BunsenError(
      "SERVER_EXPORT",
      `${file} exports "${name}", which nothing calls. Move it to the companion, ` +
        `${file.replace(/\.\w+$/, ".server.ts")}, as its default export.`,
    ),
  foreignExport: (file: string, name: string, instead: string) =>
    new BunsenError(
      "FOREIGN_EXPORT",
      `${file} exports "${name}", as for another framework, and nothing reads it. ${instead} If it is something else, rename it or ` +
        "move it to another file.",
    ),
  foreignName: (place: string, name: string, instead: string) =>
    new BunsenError("FOREIGN_NAME", `${place} ${name}, which is a name of Bunext. ${instead}`),
  foreignFile: (file: string, instead: string) =>
    new BunsenError(
      "FOREIGN_FILE",
      `${file} would be a page of its own here. In Next.js a file of this name is none. ${instead} ` +
        "If it is to be a page, give it another name.",
    ),
  componentProperty: (file: string, name: string, instead: string) =>
    new BunsenError(
      "COMPONENT_PROPERTY",
      `${file} sets "${name}" on its component, which nothing reads. ${instead}`,
    ),
  noHandler: (file: string) =>
    new BunsenError(
      "NO_HANDLER",
      `${file} exports no request handler. Export "default", "handler" or a method such as "GET"; ` +
        `a helper module needs a name that is not routed, such as "__helper.ts" or "helper.server.ts".`,
    ),
  unknownConfig: (file: string, kind: "page" | "endpoint", key: string, suggestion: string) =>
    new BunsenError(
      "UNKNOWN_CONFIG",
      `The config of the ${kind} ${file} has the unknown key "${key}". ${suggestion}`,
    ),
  invalidConfig: (file: string, key: string, shown: string, expected: string) =>
    new BunsenError(
      "INVALID_CONFIG",
      key === ""
        ? `The config of ${file} is ${shown}. Export ${expected}.`
        : `The config of ${file} has ${key} set to ${shown}. Set it to ${expected}.`,
    ),
  unknownMeta: (file: string, key: string, suggestion: string) =>
    new BunsenError(
      "UNKNOWN_META",
      `The meta of ${file} has the unknown key "${key}". ${suggestion} Render other elements of <head> in Head.`,
    ),
  invalidExport: (file: string, path: string, shown: string, expected: string) =>
    new BunsenError("INVALID_EXPORT", `${path} of ${file} is ${shown}. Set it to ${expected}.`),
  unknownResult: (file: string, key: string, suggestion: string) =>
    new BunsenError(
      "UNKNOWN_RESULT",
      `The server function of ${file} returned the unknown key "${key}". ${suggestion}`,
    ),
  invalidConfigResult: (file: string, key: string, kind: string, expected: string) =>
    new BunsenError(
      "INVALID_CONFIG",
      `The function ${key} in the config of ${file} returned ${kind}. Return ${expected}.`,
    ),
  invalidResult: (file: string, key: string, shown: string, expected: string) =>
    new BunsenError(
      "INVALID_RESULT",
      `The server function of ${file} returned ${key} as ${shown}. Return ${expected}.`,
    ),
  revalidatePath: (shown: string) =>
    new BunsenError(
      "REVALIDATE_PATH",
      `revalidatePath() got ${shown}, which is not the path of a page. Pass a path such as "/blog/first-post", without ` +
        `origin and query string; href() returns such paths.`,
    ),
  revalidateTag: (shown: string) =>
    new BunsenError(
      "REVALIDATE_TAG",
      `revalidateTag() got ${shown}, which is not a tag. Pass a string of 1 to 256 characters, as in cacheTags.`,
    ),
  notAServerFunction: (file: string) =>
    new BunsenError(
      "NOT_A_SERVER_FUNCTION",
      `${file} exports no server function. Export it as "default" or as "server".`,
    ),
  notAResult: (file: string, kind: string) =>
    new BunsenError(
      "NOT_A_RESULT",
      `The server function of ${file} returned ${kind}. Return nothing to continue, redirect() or a Response to refuse the ` +
        `request, or a plain object with "props", "redirect" and the like.`,
    ),
  endedAbove: () =>
    new BunsenError(
      "ENDED_ABOVE",
      "parent() has no props to return: the server function of a root or layout above ended the request with a redirect " +
        "or a Response. Do not catch this error.",
    ),
  responseReused: (file: string) =>
    new BunsenError(
      "RESPONSE_REUSED",
      `${file} returned a Response whose body was already sent. Make a new Response for each request.`,
    ),
  responseStatus: (source: string, status: number) =>
    new BunsenError(
      "RESPONSE_STATUS",
      `${source} returned a Response with the status ${status}, which is not a final status. Use one from 200 to 599; ` +
        `to upgrade to a WebSocket, call server.upgrade(req).`,
    ),
  unsendable: (file: string, reason: string) => new BunsenError("UNSENDABLE", `${file}: ${reason}`),
  notAResponse: (file: string, what: string) =>
    new BunsenError(
      "NOT_A_RESPONSE",
      `The handler of ${file} returned ${what}, which JSON cannot represent. Return plain data, such as ` +
        "Object.fromEntries(map), [...set], an awaited promise or a string, or return a Response.",
    ),
  transformNotAResponse: (path: string, kind: string) =>
    new BunsenError(
      "TRANSFORM_NOT_A_RESPONSE",
      `The resTransform for ${path} returned ${kind}. It must return a Response.`,
    ),
  prerenderPath: (file: string, path: string) =>
    new BunsenError(
      "PRERENDER_PATH",
      `${file} asks to prerender ${JSON.stringify(path)}, which is not a canonical path of this page. ` +
        `Return paths such as "/blog/first-post"; href() returns canonical ones.`,
    ),
  prerenderNeedsPaths: (file: string) =>
    new BunsenError(
      "PRERENDER_NEEDS_PATHS",
      `${file} has parameters, so "prerender: true" does not say which pages to render. ` +
        `Make it a function that returns their paths: prerender: () => ["/…"].`,
    ),
  prerenderStatus: (file: string, path: string, status: number) =>
    new BunsenError(
      "PRERENDER_STATUS",
      `${file} responded with ${status} for ${path} while it was prerendered. Only a page with the status 200 can be a file of ` +
        "the build: remove that path, or have the page respond with 200.",
    ),
  prerenderRefused: (file: string, path: string, status: number) =>
    new BunsenError(
      "PRERENDER_STATUS",
      `The middleware of ${SERVER_MODULE} responded with ${status} for ${path} while ${file} was prerendered. Only a page with ` +
        'the status 200 can be a file of the build: let the request continue while `building` from "@bunsen/runtime" is true ' +
        "(middleware runs again for each visitor), or remove that path.",
    ),
  middlewareResult: (kind: string) =>
    new BunsenError(
      "MIDDLEWARE_RESULT",
      `The middleware of ${SERVER_MODULE} returned ${kind}, so the request was refused. Return a Response to send it, ` +
        "a Request to route that one instead, or undefined to continue.",
    ),
  aroundResult: (kind: string) =>
    new BunsenError(
      "AROUND_RESULT",
      `The around of ${SERVER_MODULE} returned ${kind}, so the request failed. Return the Response of next(), as in ` +
        "`return next()`, or another Response.",
    ),
  aroundTwice: () =>
    new BunsenError(
      "AROUND_TWICE",
      `The around of ${SERVER_MODULE} called next() twice. A request is handled once: keep the promise that next() returned.`,
    ),
  upgradeResult: (kind: string) =>
    new BunsenError(
      "UPGRADE_RESULT",
      `The websocket.upgrade of ${SERVER_MODULE} returned ${kind}, so no connection was made. Return a Response to ` +
        `refuse the connection; return undefined or { data, headers } to accept it.`,
    ),
  rewriteTarget: (url: string) =>
    new BunsenError(
      "REWRITE_TARGET",
      `The middleware of ${SERVER_MODULE} rewrote a request to ${JSON.stringify(url)}, which is not a URL of this app. ` +
        `Rewrite to a path of the same origin: new Request(new URL("/path", ctx.url), ctx.req).`,
    ),
  deadline: (file: string, seconds: number) =>
    new BunsenError(
      "DEADLINE",
      `${file} took longer than its renderTimeout of ${seconds} s. Raise "renderTimeout" in its config, or make it faster.`,
    ),
  endpointDeadline: (file: string, seconds: number) =>
    new BunsenError(
      "DEADLINE",
      `${file} took longer than its timeout of ${seconds} s. Raise "timeout" in its config, or make it faster.`,
    ),
  middlewareDeadline: (hook: "middleware" | "around" | "websocket.upgrade", seconds: number) =>
    new BunsenError(
      "DEADLINE",
      `The ${hook} of ${SERVER_MODULE} took longer than the middlewareTimeout of ${seconds} s. Raise ` +
        `"middlewareTimeout" there, or pass the request's "signal" to what it waits for.`,
    ),
  unknownOption: (where: string, name: string, known: readonly string[]) =>
    new BunsenError("UNKNOWN_OPTION", `${where} has no option "${name}". ${suggestionFor(name, known)}`),
  invalidOption: (name: string, shown: string, expected: string) =>
    new BunsenError(
      "INVALID_OPTION",
      name === ""
        ? `The default export of src/server.ts is ${shown}. Export what defineServer({ … }) returns.`
        : `The option ${name} of defineServer() is ${shown}. Set it to ${expected}.`,
    ),
  collectStyles: (what: string, shown: string, expected: string) =>
    new BunsenError("COLLECT_STYLES", `${what} of ${SERVER_MODULE} is ${shown}. Make it ${expected}.`),
  unknownStoreOption: (store: string, name: string, known: readonly string[]) =>
    new BunsenError(
      "UNKNOWN_STORE_OPTION",
      `${store}() has no option "${name}". ${suggestionFor(name, known)}`,
    ),
  missingStoreOption: (store: string, name: string) =>
    new BunsenError(
      "MISSING_STORE_OPTION",
      `${store}() needs the option "${name}". Add it: ${store}({ ${name}: … }).`,
    ),
  invalidStoreOption: (store: string, name: string, shown: string, expected: string) =>
    new BunsenError(
      "INVALID_STORE_OPTION",
      `${name === "" ? "The argument of" : `The option ${name} of`} ${store}() is ${shown}. Set it to ${expected}.`,
    ),
  invalidRedisUrl: () =>
    new BunsenError(
      "INVALID_REDIS_URL",
      "The URL of the Redis store is not a valid Redis URL. Set url (or REDIS_URL) to something like " +
        "redis://user:password@host:6379/0.",
    ),
  cacheDirServed: (dir: string, served: string) =>
    new BunsenError(
      "CACHE_DIR_SERVED",
      `The cache directory ${dir} is inside of ${served}, whose files are sent to visitors. Set dir (or CACHE_DIR) to a ` +
        "directory outside of it.",
    ),
  cacheStoreUnavailable: (where: string, reason: string) =>
    new BunsenError(
      "CACHE_STORE_UNAVAILABLE",
      `The cache store at ${where} cannot be used: ${reason}. Until it works again, pages are rendered without it.`,
    ),
  invalidEnvironment: (name: string, shown: string, expected: string) =>
    new BunsenError("INVALID_ENVIRONMENT", `${name} is ${shown}. Set it to ${expected}.`),
  /** @param lines a variable and what is wrong with it, each */
  envRefused: (lines: readonly string[]) =>
    new BunsenError(
      "ENV_REFUSED",
      `The environment does not fit the env schema of ${SERVER_MODULE}. ${lines.join("; ")}. ` +
        "Set these variables where the server is started.",
    ),
  fileStoreOfWorkers: () =>
    new BunsenError(
      "FILE_STORE_OF_WORKERS",
      "The file store is for one process: a worker would not hear what another one invalidates. Set REDIS_URL, or leave CACHE_DIR and " +
        "fileStore() out, so that each worker caches pages in its memory.",
    ),
};
