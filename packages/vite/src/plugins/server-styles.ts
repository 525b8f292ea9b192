import type { Plugin } from "vite";

const STYLES = /\.(css|less|sass|scss|styl|stylus|pcss|postcss|sss)$/;

/**
 * Whether a module is a stylesheet of which its importer gets nothing: no names of classes, and no text.
 *
 * @param id a module's id; a query asks for something else than styles
 */
export function isPlainStylesheet(id: string): boolean {
  return STYLES.test(id) && !/\.module\.[^.]+$/.test(id);
}

/**
 * In development, spares the server the making of styles: it links to them, and the browser asks for them by
 * themselves. Tailwind would look through all sources before the first answer, and once more after each edit.
 */
export function serverStylesPlugin(): Plugin {
  return {
    name: "bunsen:server-styles",
    apply: "serve",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "server",
    load: {
      filter: { id: STYLES },
      handler: (id) => (isPlainStylesheet(id) ? "" : undefined),
    },
  };
}
