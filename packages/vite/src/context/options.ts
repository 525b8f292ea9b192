import type { PrefetchMode, PrefetchSettings } from "@bunsen/runtime/internal/prefetch";
import type { Options as ReactOptions } from "@vitejs/plugin-react";
import { configErrors } from "../diagnostics/config-errors.ts";
import { type CompileOptions, checkCompileOptions } from "./compile-options.ts";

/** Options of `bunsen()`. */
export interface BunsenOptions {
  /** Options of `@vitejs/plugin-react`, or `false` if you use another React plugin. Default `{}`. */
  react?: ReactOptions | false;
  /** `false` turns Tailwind off. Default `true`. */
  tailwind?: boolean;
  /** Directory of the pages, relative to Vite's root. Default `src/pages`. */
  pagesDirectory?: string;
  /** More extensions of pages, such as `[".mdx"]` beside an MDX plugin. Default none. */
  pageExtensions?: string[];
  /**
   * Packages to copy into `dist/server/node_modules` instead of bundling them, beside those that Bunsen finds. Default
   * none.
   */
  external?: string[];
  /** JSON values in place of bare identifiers, on both sides and so public: `{ API: "https://…" }`. Default none. */
  globalVars?: Record<string, unknown>;
  /** Earlier builds whose hashed files are kept for pages that are still open in browsers. Default 0. */
  keepAssets?: number;
  /**
   * Starts what was built, `dist/` and executables of this platform, with `BUNSEN_SMOKE=1` and requests one page of every
   * kind; `paths` adds more, such as those of dynamic routes, without Vite's `base`. Default `true`.
   */
  smokeTest?: boolean | { paths: string[] };
  /**
   * Static markup: what the build knows of host elements is written as strings, and React renders the rest. The HTML stays
   * the same. With `false`, React renders everything. Default `true`.
   */
  staticMarkup?: boolean;
  /**
   * How links and forms lead from page to page: `"in-place"` renders the next page into the document that is open and keeps the
   * state of the layouts that both pages share; `"document"` loads a new document for each page. A page's `config` may say
   * `"document"` for itself. Default `"in-place"`.
   */
  navigation?: "in-place" | "document";
  /**
   * When the page of a link is requested before a click: `"intent"` when the pointer or the focus rests on the link, or a finger
   * touches it, `"visible"` when the link is in the viewport, `"none"` never. `data-prefetch` on a link says otherwise for
   * that link. Never with the browser's Save-Data setting. Default `"intent"`.
   */
  prefetch?: PrefetchMode;
  /**
   * Parts of URLs (path and query, in any case) that are never prefetched. Default
   * `["logout", "log-out", "signout", "sign-out"]`.
   */
  prefetchExclude?: string[];
  /**
   * `true` animates the change of pages as the browser's view transitions do, in place and by documents, unless the visitor prefers
   * less motion. Default `false`.
   */
  viewTransitions?: boolean;
  /** Makes one executable of every build, `dist/app` unless its options say otherwise. Default `false`. */
  compile?: boolean | CompileOptions;
}

const KNOWN = [
  "react",
  "tailwind",
  "pagesDirectory",
  "pageExtensions",
  "external",
  "globalVars",
  "keepAssets",
  "smokeTest",
  "staticMarkup",
  "navigation",
  "prefetch",
  "prefetchExclude",
  "viewTransitions",
  "compile",
] as const;

/**
 * Checks the options that a user wrote, because a typo would silently change what is built.
 *
 * @throws {BunsenPluginError} naming the unknown key and the nearest known one, or the expected value
 */
export function checkOptions(options: BunsenOptions): void {
  for (const key of Object.keys(options)) {
    if (!KNOWN.some((known) => known === key)) throw configErrors.unknownOption("bunsen()", key, KNOWN);
  }
  checkKinds(options);
  checkExternal(options.external);
  checkGlobalVars(options.globalVars);
  checkKeepAssets(options.keepAssets);
  checkSmokeTest(options.smokeTest);
  if (options.staticMarkup !== undefined && typeof options.staticMarkup !== "boolean")
    throw configErrors.invalidOption("bunsen({ staticMarkup })", options.staticMarkup, "true or false");
  checkNavigation(options.navigation);
  checkPrefetch(options);
  if (options.viewTransitions !== undefined && typeof options.viewTransitions !== "boolean")
    throw configErrors.invalidOption("bunsen({ viewTransitions })", options.viewTransitions, "true or false");
  checkCompileOptions(options.compile);
}

function checkKinds({ react, tailwind, pagesDirectory, pageExtensions }: BunsenOptions): void {
  const isReact = react === undefined || react === false || (typeof react === "object" && react !== null);
  if (!isReact)
    throw configErrors.invalidOption("bunsen({ react })", react, "an object of options, or false");
  if (tailwind !== undefined && typeof tailwind !== "boolean")
    throw configErrors.invalidOption("bunsen({ tailwind })", tailwind, "true or false");
  if (pagesDirectory !== undefined && !isName(pagesDirectory))
    throw configErrors.invalidOption("bunsen({ pagesDirectory })", pagesDirectory, "the path of a directory");
  if (pageExtensions !== undefined && !isListOfExtensions(pageExtensions))
    throw configErrors.invalidOption("bunsen({ pageExtensions })", pageExtensions, 'a list such as [".mdx"]');
}

function isListOfExtensions(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string" && /^\.[^/]+$/.test(item));
}

function checkNavigation(navigation: unknown): void {
  if (navigation !== undefined && navigation !== "in-place" && navigation !== "document")
    throw configErrors.invalidOption("bunsen({ navigation })", navigation, '"in-place" or "document"');
}

function checkPrefetch({ prefetch, prefetchExclude }: BunsenOptions): void {
  if (prefetch !== undefined && prefetch !== "intent" && prefetch !== "visible" && prefetch !== "none")
    throw configErrors.invalidOption("bunsen({ prefetch })", prefetch, '"intent", "visible" or "none"');
  const isList = Array.isArray(prefetchExclude) && prefetchExclude.every((part) => isName(part));
  if (prefetchExclude !== undefined && !isList) {
    const expected = 'a list of parts of URLs, such as ["logout"]';
    throw configErrors.invalidOption("bunsen({ prefetchExclude })", prefetchExclude, expected);
  }
}

/** Only what differs from the defaults. */
export function prefetchSettings({ prefetch, prefetchExclude }: BunsenOptions): PrefetchSettings {
  return {
    ...(prefetch !== undefined && prefetch !== "intent" && { mode: prefetch }),
    ...(prefetchExclude && { exclude: prefetchExclude }),
  };
}

function checkKeepAssets(keepAssets: unknown): void {
  const holds = keepAssets === undefined || (Number.isSafeInteger(keepAssets) && Number(keepAssets) >= 0);
  if (!holds)
    throw configErrors.invalidOption("bunsen({ keepAssets })", keepAssets, "a number of builds, 0 or more");
}

function checkSmokeTest(smokeTest: unknown): void {
  if (smokeTest === undefined || typeof smokeTest === "boolean") return;
  const isObject = typeof smokeTest === "object" && smokeTest !== null;
  const unknown = isObject && Object.keys(smokeTest).find((key) => key !== "paths");
  if (typeof unknown === "string")
    throw configErrors.unknownOption("bunsen({ smokeTest })", unknown, ["paths"]);
  const paths = isObject && "paths" in smokeTest ? smokeTest.paths : undefined;
  const holds =
    Array.isArray(paths) && paths.every((path) => typeof path === "string" && path.startsWith("/"));
  if (!holds)
    throw configErrors.invalidOption("bunsen({ smokeTest })", smokeTest, 'true, false or { paths: ["/…"] }');
}

function checkExternal(external: unknown): void {
  const holds = external === undefined || (Array.isArray(external) && external.every((name) => isName(name)));
  if (!holds) throw configErrors.invalidOption("bunsen({ external })", external, "an array of package names");
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function checkGlobalVars(globalVars: unknown): void {
  if (globalVars === undefined) return;
  if (typeof globalVars !== "object" || globalVars === null || Array.isArray(globalVars)) {
    throw configErrors.invalidOption("bunsen({ globalVars })", globalVars, "an object of JSON values");
  }
  for (const [name, value] of Object.entries(globalVars)) {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) throw configErrors.invalidGlobalVar(name);
    if (JSON.stringify(value) === undefined)
      throw configErrors.invalidOption(`bunsen({ globalVars: { ${name} } })`, value, "a JSON value");
  }
}
