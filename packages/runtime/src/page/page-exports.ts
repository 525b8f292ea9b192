import { errors } from "../diagnostics/errors.ts";
import { nearlySame } from "../util/suggest.ts";

/** What other frameworks (Next.js, Remix) call the function that a page's companion exports. */
const SERVER_EXPORTS = ["server", "getServerSideProps", "getStaticProps", "loader", "action"];

/**
 * Refuses a page, layout or root that exports its server function itself: nothing would call it, and the browser might get
 * its code.
 *
 * @param names what the module exports
 * @throws {BunsenError} SERVER_EXPORT
 */
export function checkPageExports(file: string, names: readonly string[]): void {
  const name = SERVER_EXPORTS.find((candidate) => names.includes(candidate));
  if (name !== undefined) throw errors.serverExport(file, name);
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
  generateMetadata: "meta",
  viewport: "meta",
  links: "Head",
  getStaticPaths: "config",
  generateStaticParams: "config",
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
