import type { ReactNode } from "react";
import { jsx } from "react/jsx-runtime";
import type { CollectStyles, StyleCollector } from "../api/collect-styles.ts";
import { errors } from "../diagnostics/errors.ts";
import { inspectValue } from "../util/inspect-value.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import { RenderedModules } from "./lazy.ts";

/** `<style>` elements for `<head>`, by their place. */
export interface CollectedStyles {
  /** Before the links to stylesheets. */
  before: string;
  after: string;
}

const NO_STYLES: CollectedStyles = { before: "", after: "" };

/** Links to the stylesheets of modules, each as HTML. */
export type FindStylesheets = (modules: readonly string[]) => readonly string[] | Promise<readonly string[]>;

/** The styles that one render needs beyond those of its page: of lazy components, and of a CSS-in-JS library. */
export class RenderStyles {
  readonly #collector: StyleCollector | undefined;
  readonly #rendered = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #sent = new Set<string>();
  #head = "";

  /** @throws {BunsenError} COLLECT_STYLES if what `collect` returns is no collector */
  constructor(collect: CollectStyles | undefined) {
    this.#collector = collect && checked(collect());
  }

  /** The app as React has to render it. */
  around(app: ReactNode): ReactNode {
    const children = this.#collector ? this.#collector.wrap(app) : app;
    return jsx(RenderedModules.Provider, { value: this.#rendered, children });
  }

  /**
   * What the library has made since the last call.
   *
   * @param nonce empty for none
   * @throws {BunsenError} COLLECT_STYLES if it is not text
   */
  takeCollected(nonce: string): CollectedStyles {
    if (!this.#collector) return NO_STYLES;
    const html: unknown = this.#collector.styles();
    if (typeof html !== "string") throw errors.collectStyles("styles()", inspectValue(html), "text");
    const safe = nonce === "" ? html : html.replaceAll(/<style(?=[\s>])/g, `$& nonce="${nonce}"`);
    return this.#collector.position === "before" ? { before: safe, after: "" } : { before: "", after: safe };
  }

  /**
   * Links to the stylesheets of lazy components that were rendered since the last call.
   *
   * @param head the links that the page has anyway, in the first call
   */
  takeLinks(find: FindStylesheets, head = this.#head): string | Promise<string> {
    this.#head = head;
    const modules = [...this.#rendered].filter((id) => !this.#asked.has(id));
    if (modules.length === 0) return "";
    for (const id of modules) this.#asked.add(id);
    return whenSettled(find(modules), (links) => {
      const missing = links.filter((link) => !this.#sent.has(link) && !head.includes(link));
      for (const link of missing) this.#sent.add(link);
      return missing.join("");
    });
  }
}

function checked(collector: StyleCollector): StyleCollector {
  const { wrap, styles, position = "after" } = Object(collector) as Partial<StyleCollector>;
  if (typeof wrap !== "function" || typeof styles !== "function") {
    throw errors.collectStyles(
      "collectStyles()",
      inspectValue(collector),
      "an object with the functions wrap and styles",
    );
  }
  if (position !== "before" && position !== "after") {
    throw errors.collectStyles("collectStyles().position", inspectValue(position), '"before" or "after"');
  }
  return collector;
}
