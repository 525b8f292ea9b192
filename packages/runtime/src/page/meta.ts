import type { JsonLd, MetaFields } from "../api/page-meta.ts";
import { escapeHtml, voidElement } from "./head-html.ts";

const OPEN_GRAPH: Record<string, string> = { siteName: "site_name" };

/**
 * Merges metadata from the outside in: the innermost value wins, `og`, `twitter` and `alternates` key by key,
 * `jsonLd` adds up. No argument is changed.
 */
export function mergeMeta(levels: readonly MetaFields[]): MetaFields {
  return {
    ...mergeGiven(levels),
    og: mergeGiven(levels.map(({ og }) => og)),
    twitter: mergeGiven(levels.map(({ twitter }) => twitter)),
    alternates: mergeGiven(levels.map(({ alternates }) => alternates)),
    jsonLd: levels.flatMap<JsonLd>(({ jsonLd }) => jsonLd ?? []),
  };
}

/** Later objects win, but a field that is `undefined`, as in `title: post?.title`, says nothing. */
export function mergeGiven<Fields extends object>(objects: readonly (Fields | undefined)[]): Fields {
  const merged = {} as Fields;
  for (const object of objects) {
    for (const key in object) if (object[key] !== undefined) merged[key] = object[key];
  }
  return merged;
}

/** The `<title>` element, or nothing. */
export function titleHtml(meta: MetaFields): string {
  return meta.title === undefined || meta.title === null
    ? ""
    : `<title>${escapeHtml(String(meta.title))}</title>`;
}

/**
 * Everything but the title as HTML.
 *
 * @param resolve turns a URL from the metadata into the absolute one that crawlers need
 */
export function metaHtml(meta: MetaFields, resolve: (url: string) => string): string {
  const keywords = Array.isArray(meta.keywords) ? meta.keywords.join(", ") : meta.keywords;
  let html = named("description", meta.description) + named("keywords", keywords);
  html += named("author", meta.author) + named("robots", meta.robots) + named("theme-color", meta.themeColor);
  if (meta.canonical) html += voidElement("link", { rel: "canonical", href: resolve(meta.canonical) });
  for (const [language, url] of Object.entries(meta.alternates ?? {})) {
    html += voidElement("link", { rel: "alternate", hreflang: language, href: resolve(url) });
  }
  for (const [key, value] of Object.entries(meta.og ?? {})) {
    if (!value) continue;
    const content = key === "image" || key === "url" ? resolve(value) : String(value);
    html += voidElement("meta", { property: `og:${OPEN_GRAPH[key] ?? key}`, content });
  }
  for (const [key, value] of Object.entries(meta.twitter ?? {})) {
    if (value) html += named(`twitter:${key}`, key === "image" ? resolve(value) : String(value));
  }
  return html + jsonLdHtml(meta.jsonLd);
}

function named(name: string, content: string | undefined): string {
  return content === undefined || content === null
    ? ""
    : voidElement("meta", { name, content: String(content) });
}

/** `<` is the only character that could end or reopen a script element. */
function jsonLdHtml(data: MetaFields["jsonLd"]): string {
  if (!data) return "";
  return (Array.isArray(data) ? data : [data])
    .map(
      (item) =>
        `<script type="application/ld+json">${JSON.stringify(item).replaceAll("<", "\\u003c")}</script>`,
    )
    .join("");
}
