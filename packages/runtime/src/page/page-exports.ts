import { errors } from "../diagnostics/errors.ts";
import { nearlySame } from "../util/suggest.ts";

/** What other frameworks call the function that a page's companion exports. */
const SERVER_EXPORTS = ["server", "getServerSideProps", "getStaticProps"];

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

/** What a page, layout or root may export besides its component. */
const PAGE_EXPORTS = ["meta", "Head", "htmlProps", "config"];

/** What Next.js calls it. */
const NAMES_ELSEWHERE: Readonly<Record<string, string>> = { metadata: "meta", generateMetadata: "meta" };

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
