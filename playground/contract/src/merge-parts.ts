import type { HtmlProps, MetaFields } from "@bunsen/runtime";

/** One object for two pages: merging must not write to it. Freezing would hide that it tried. */
export const SHARED_META: MetaFields = { og: { type: "article" }, jsonLd: [{ "@type": "Shared" }] };
export const SHARED_HTML: HtmlProps = { lang: "de" };
