/** One directive: its sources as a list or separated by spaces, `true` for one without a value, `false` to drop it. */
export type CspDirective = string | readonly string[] | boolean;

/** The `csp` option of `defineServer`. */
export interface CspOptions {
  /**
   * Directives by their standard names (https://www.w3.org/TR/CSP3/), such as `"img-src": ["'self'", "https:"]`. Each
   * replaces the default of its name, and `false` drops it. Defaults: everything from this origin only; images also as
   * `data:` and `blob:` URLs, media and workers as `blob:`, which only scripts of the page can make; no plugins, no
   * `<base>`, forms and frames of this origin. The inline scripts and styles that React writes carry a nonce, or are
   * allowed by their hashes in pages that are rendered once for all. Inline `style` attributes are refused;
   * `"style-src-attr": "'unsafe-inline'"` allows them.
   *
   * With `"script-src": ["'self'", "'strict-dynamic'"]` every script carries a nonce, and a script runs only if it does
   * or if such a one loads it. Pages that are rendered once for all cannot have one: they get what else is listed.
   */
  directives?: Record<string, CspDirective>;
  /**
   * The text of inline scripts that every page may have, exactly as it stands between the tags: each is allowed by its
   * hash, on cached and prerendered pages, too. For the script that sets the theme before the first paint.
   */
  inlineScripts?: readonly string[];
  /** The same for `<style>` elements. */
  inlineStyles?: readonly string[];
  /** Sends `Content-Security-Policy-Report-Only`: browsers report, and block nothing. Default `false`. */
  reportOnly?: boolean;
}
