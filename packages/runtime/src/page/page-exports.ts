import { errors } from "../diagnostics/errors.ts";
import { nearlySame } from "../util/suggest.ts";

/** What other frameworks (Next.js, Remix) call the function that a page's companion exports. */
const SERVER_EXPORTS = ["server", "getServerSideProps", "getStaticProps", "loader", "action"];

const PRERENDER = "Name the paths in the page's config: { prerender: () => paths }.";

/** Other exports that Next.js and Remix read, whose names hardly mean anything else, and what to write instead. */
const FOREIGN_EXPORTS: Readonly<Record<string, string>> = {
  links: "Import stylesheets in the page, and render other links in Head.",
  generateMetadata: "Export meta, which may be a function of { ctx, serverRes }.",
  getStaticPaths: PRERENDER,
  generateStaticParams: PRERENDER,
  html_props: "Export htmlProps.",
  clientLoader: "Load the data in the page's server file, or in an effect.",
  clientAction: "Change data in the page's server file, to which forms are sent.",
};

/** Files that Next.js does not take for pages, and what to write instead. */
const FOREIGN_FILES: readonly [name: RegExp, instead: string][] = [
  [/(?:^|\/)_app\.\w+$/, "What wraps every page is __root.tsx."],
  [/(?:^|\/)_document\.\w+$/, "Export htmlProps and Head from __root.tsx."],
  [/(?:^|\/)_error\.\w+$/, "Error pages are 404.tsx and 500.tsx."],
];

/**
 * Refuses a page, layout or root that exports its server function itself: nothing would call it, and the browser might get
 * its code. Refuses conventions of other frameworks, which would have no effect, or another one.
 *
 * @param names what the module exports
 * @throws {BunsenError} SERVER_EXPORT, FOREIGN_EXPORT, FOREIGN_FILE
 */
export function checkPageExports(file: string, names: readonly string[]): void {
  for (const [pattern, instead] of FOREIGN_FILES) {
    if (pattern.test(file)) throw errors.foreignFile(file, instead);
  }
  const name = SERVER_EXPORTS.find((candidate) => names.includes(candidate));
  if (name !== undefined) throw errors.serverExport(file, name);
  for (const [foreign, instead] of Object.entries(FOREIGN_EXPORTS)) {
    if (names.includes(foreign)) throw errors.foreignExport(file, foreign, instead);
  }
}

/**
 * Refuses a component with a property that Next.js reads: without it, the page would be shown without its layout or data.
 *
 * @throws {BunsenError} COMPONENT_PROPERTY
 */
export function checkComponent(file: string, component: object): void {
  if ("getLayout" in component) {
    const way = "Put a __layout.tsx into the directory of the pages that share the layout.";
    throw errors.componentProperty(file, "getLayout", way);
  }
  if ("getInitialProps" in component) {
    const way = `Move it to the companion, ${file.replace(/\.\w+$/, ".server.ts")}, as its default export.`;
    throw errors.componentProperty(file, "getInitialProps", way);
  }
}

/** What a page, layout or root may export besides its component. */
const PAGE_EXPORTS = ["meta", "Head", "htmlProps", "config"];

/** What Next.js and Remix call it. */
const NAMES_ELSEWHERE: Readonly<Record<string, string>> = {
  metadata: "meta",
  viewport: "meta",
};

/** An export that nothing reads, and the one that is probably meant. */
export interface MistakenExport {
  readonly name: string;
  readonly meant: string;
}

/** The exports of a page, layout or root whose name is nearly a known one. */
export function mistakenExports(names: readonly string[]): MistakenExport[] {
  return names.flatMap((name) => {
    const elsewhere = Object.hasOwn(NAMES_ELSEWHERE, name) ? NAMES_ELSEWHERE[name] : undefined;
    const meant = elsewhere ?? nearlySame(name, PAGE_EXPORTS);
    return meant === undefined ? [] : [{ name, meant }];
  });
}
