import type { Plugin } from "vite";

const STYLES = /\.(css|less|sass|scss|styl|stylus|pcss|postcss|sss)$/;

/**
 * Whether a module is a stylesheet that gives its importer nothing: no names of classes, and no text.
 *
 * @param id a module's id; a query means something other than styles
 */
export function isPlainStylesheet(id: string): boolean {
  return STYLES.test(id) && !/\.module\.[^.]+$/.test(id);
}

/**
 * In development, keeps the server from compiling styles: it links to them, and the browser requests them. Otherwise
 * Tailwind would scan all sources before the first response, and again after each edit.
 */
export function serverStylesPlugin(): Plugin {
  return {
    name: "bunsen:server-styles",
    apply: "serve",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "server",
    load: {
      filter: { id: STYLES },
      // A relative id is an import that leads nowhere. Vite does not refuse it on the server, and it fails when it is loaded.
      handler: (id) => (isPlainStylesheet(id) && !id.startsWith(".") ? "" : undefined),
    },
  };
}
