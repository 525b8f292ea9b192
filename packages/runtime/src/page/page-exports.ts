import { errors } from "../diagnostics/errors.ts";

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
