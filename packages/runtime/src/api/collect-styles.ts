import type { ReactNode } from "react";

/** Collects the styles that a CSS-in-JS library makes during one render. */
export interface StyleCollector {
  /**
   * Puts the library's provider around the app. Called once, before the render. The browser does not render this provider: it
   * must not be an element of HTML, nor call `useId`.
   */
  wrap(app: ReactNode): ReactNode;
  /**
   * The `<style>` elements with what the render has made since the last call, as HTML; an empty string for nothing. Called when
   * the part of the page that is sent first is ready, and again for each part that is streamed later. Bunsen adds the nonce
   * or the hash that a policy demands.
   */
  styles(): string;
  /**
   * Whether the elements are `"before"` or `"after"` the links to the app's stylesheets in `<head>`. Choose where the library
   * adds its styles in the browser. Default `"after"`.
   */
  position?: "before" | "after";
}

/**
 * The `collectStyles` option of `defineServer`. Called for each render of a page, and perhaps twice for one response: return
 * a new collector each time, so that no two renders share styles.
 */
export type CollectStyles = () => StyleCollector;
