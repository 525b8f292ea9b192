/**
 * The value of one directive: its sources as a list or a string with spaces between them, `true` for a directive without a
 * value (`upgrade-insecure-requests`), `false` to remove the directive.
 */
export type CspDirective = string | readonly string[] | boolean;

/** The `csp` option of `defineServer`. */
export interface CspOptions {
  /**
   * Directives by their standard names (https://www.w3.org/TR/CSP3/), such as `"img-src": ["'self'", "https:"]`. Each
   * replaces the default directive of the same name; `false` removes it.
   *
   * The defaults allow only this origin; images also as `data:` and `blob:` URLs, media and workers also as `blob:` URLs,
   * which only scripts of the page can create. They forbid plugins and `<base>`, and allow forms and frames of this origin
   * only. Inline scripts and styles of React get a nonce, or, on cached and prerendered pages, are allowed by their hashes.
   * Inline `style` attributes are blocked; `"style-src-attr": "'unsafe-inline'"` allows them.
   *
   * With `"script-src": ["'self'", "'strict-dynamic'"]` every script gets a nonce, and a script runs only if it has the nonce
   * or is loaded by such a script. Cached and prerendered pages cannot have a nonce: their policy has the other sources of the
   * directive only.
   */
  directives?: Record<string, CspDirective>;
  /**
   * Inline scripts that every page may contain, exactly as the text between the tags. Each is allowed by its hash, also on
   * cached and prerendered pages. Use it for a script that sets the theme before the first paint. Default `[]`.
   */
  inlineScripts?: readonly string[];
  /** The same for the text of `<style>` elements. Default `[]`. */
  inlineStyles?: readonly string[];
  /** Sends `Content-Security-Policy-Report-Only`: browsers report violations and block nothing. Default `false`. */
  reportOnly?: boolean;
}
