import type { PageAssets } from "../contract/server-build.ts";
import type { HeadHtml } from "./head.ts";
import { escapeHtml } from "./head-html.ts";
import type { Markup } from "./render.ts";

/** Everything a document is made of, as HTML. */
export interface DocumentParts {
  head: HeadHtml;
  assets: PageAssets;
  /** Links to the stylesheets of lazy components. */
  lazyStyles: string;
  markup: Markup;
  /** The encoded page data; `undefined` where nothing hydrates. */
  data: string | undefined;
  /** The names of the props whose values are in other data blocks; `undefined` if there are none. */
  deferred: readonly string[] | undefined;
  /** The build that this page can be reached in without a new document; `undefined` if it is always a document of its own. */
  inPlace: string | undefined;
  /** What a live page's tab says to hear of changes; `undefined` if the page is not live. */
  live: string | undefined;
  /** Whether this is the response to a `POST`: loading the document again would send it again. */
  isPostResult: boolean;
  /** The development server's error overlay; empty otherwise. */
  overlay: string;
  /** For the page's own scripts; `undefined` where the policy lets them in by their origin. */
  nonce: string | undefined;
}

/** The document from its doctype to the end of the shell; `DOCUMENT_END` closes it. */
export function documentShell({
  head,
  assets,
  lazyStyles,
  markup,
  data,
  deferred,
  inPlace,
  live,
  isPostResult,
  overlay,
  nonce,
}: DocumentParts): string {
  // React's own <title> beats meta.title: two titles would leave the choice to the browser.
  const title = markup.hoisted.includes("<title") ? "" : head.title;
  const [preload, hydration] =
    data === undefined
      ? ["", ""]
      : [
          withNonce(assets.preload, nonce),
          dataBlock(data, dataAttributes(head, { deferred, inPlace, live, isPostResult })) +
            withNonce(assets.body, nonce),
        ];
  return (
    `<!doctype html><html${head.htmlAttributes}><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">${title}${head.meta}` +
    `${markup.hoisted}${markup.collected.before}${assets.head}${lazyStyles}${markup.collected.after}${preload}` +
    `${head.custom}</head><body>${markup.root}${hydration}${overlay}`
  );
}

export const DOCUMENT_END = "</body></html>";

/** Scripts and preloads of the build, which are elements of just these two kinds. */
export function withNonce(html: string, nonce: string | undefined): string {
  return nonce === undefined ? html : html.replaceAll(/<(?:link|script)(?= )/g, `$& nonce="${nonce}"`);
}

/** The inert block that the browser reads; the text is safe inside a script element. */
function dataBlock(encoded: string, attributes: string): string {
  return `<script type="application/json" id="__bunsen_data"${attributes}>${encoded}</script>`;
}

/**
 * About the document: its build, its topics if it is live, the names of its deferred props, and the attributes that the server has put on `<html>`, to distinguish them from those of
 * scripts and extensions.
 */
function dataAttributes(
  head: HeadHtml,
  {
    deferred,
    inPlace,
    live,
    isPostResult,
  }: Pick<DocumentParts, "deferred" | "inPlace" | "live" | "isPostResult">,
): string {
  const build = inPlace === undefined ? "" : ` data-build="${inPlace}"`;
  const html = head.htmlAttributes === "" ? "" : ` data-html="${escapeHtml(head.htmlAttributes)}"`;
  const names = deferred ? ` data-deferred="${escapeHtml(JSON.stringify(deferred))}"` : "";
  const topics = live === undefined ? "" : ` data-live="${live}"`;
  return `${build}${topics}${html}${names}${isPostResult ? ' data-method="POST"' : ""}`;
}
