/** A JSON-LD object, or several. */
export type JsonLd = Record<string, unknown>;

/** The document's metadata. Every field is text and is escaped. */
export interface MetaFields {
  title?: string;
  description?: string;
  /** Words, or a comma-separated list of them. */
  keywords?: string | string[];
  author?: string;
  /** For example `noindex, nofollow`. */
  robots?: string;
  /** The page's canonical URL: a path is resolved against the public origin. */
  canonical?: string;
  themeColor?: string;
  og?: {
    title?: string;
    description?: string;
    image?: string;
    url?: string;
    type?: string;
    siteName?: string;
    locale?: string;
  };
  twitter?: {
    card?: string;
    title?: string;
    description?: string;
    image?: string;
    site?: string;
    creator?: string;
  };
  /** Other languages of this page: language tag to URL. */
  alternates?: Record<string, string>;
  /** Structured data; those of root, layouts and page are all sent. */
  jsonLd?: JsonLd | JsonLd[];
}
