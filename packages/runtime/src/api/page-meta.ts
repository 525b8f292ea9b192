/** A JSON-LD object (https://www.w3.org/TR/json-ld11/), such as `{ "@context": "https://schema.org", "@type": "Article" }`. */
export type JsonLd = Record<string, unknown>;

/**
 * What the `meta` export of a page, layout or root gives: elements for `<head>`. Values are plain text: Bunsen escapes them.
 * The fields of a page replace those of its layouts and root. All fields are optional.
 */
export interface MetaFields {
  title?: string;
  description?: string;
  /** Keywords as a list, or as a string with commas between them. */
  keywords?: string | string[];
  author?: string;
  /** For example `noindex, nofollow`. */
  robots?: string;
  /** The canonical URL of the page (RFC 6596). A path is resolved against the public origin. */
  canonical?: string;
  themeColor?: string;
  /** Open Graph properties (https://ogp.me): `og:title` and so on. */
  og?: {
    title?: string;
    description?: string;
    image?: string;
    url?: string;
    type?: string;
    siteName?: string;
    locale?: string;
  };
  /** Twitter card properties: `twitter:card` and so on. */
  twitter?: {
    card?: string;
    title?: string;
    description?: string;
    image?: string;
    site?: string;
    creator?: string;
  };
  /** URLs of this page in other languages, by language tag (RFC 5646): `{ de: "/de/blog" }`. */
  alternates?: Record<string, string>;
  /** Structured data. Unlike other fields, those of root, layouts and page are all sent. */
  jsonLd?: JsonLd | JsonLd[];
}
