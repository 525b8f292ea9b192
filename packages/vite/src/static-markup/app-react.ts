import { createRequire } from "node:module";
import { join } from "node:path";

/** The parts of React that decide what its markup is. */
export interface AppReact {
  createElement(type: string, props: Record<string, unknown>, ...children: unknown[]): unknown;
  renderToString(element: unknown): string;
}

/**
 * Loads the app's own React for production.
 *
 * @throws if the app has none
 */
export function loadAppReact(root: string): AppReact {
  const require = createRequire(join(root, "package.json"));
  const { createElement } = require("react") as Pick<AppReact, "createElement">;
  const { renderToString } = require("react-dom/server") as Pick<AppReact, "renderToString">;
  return { createElement, renderToString };
}
