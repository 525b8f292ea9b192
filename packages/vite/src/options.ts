import type { Options as ReactOptions } from "@vitejs/plugin-react";
import { type CompileOptions, checkCompileOptions } from "./compile/options.ts";
import { messages } from "./messages.ts";

/** Options of `bunsen()`. */
export interface BunsenOptions {
  /** Options of `@vitejs/plugin-react`, or `false` to leave React to another plugin. Default `{}`. */
  react?: ReactOptions | false;
  /** `false` leaves Tailwind out. Default `true`. */
  tailwind?: boolean;
  /** Directory of the pages, relative to Vite's root. Default `src/pages`. */
  pagesDirectory?: string;
  /** More extensions of pages, such as `[".mdx"]` beside an MDX plugin. Default none. */
  pageExtensions?: string[];
  /** Makes one executable of every build, `dist/app` unless its options say otherwise. Default `false`. */
  compile?: boolean | CompileOptions;
}

const KNOWN = ["react", "tailwind", "pagesDirectory", "pageExtensions", "compile"] as const;

/**
 * Checks the options that a user wrote, because a typo would silently change what is built.
 *
 * @throws {BunsenPluginError} naming the unknown key and the nearest known one, or what a value has to be
 */
export function checkOptions(options: BunsenOptions): void {
  for (const key of Object.keys(options)) {
    if (!KNOWN.some((known) => known === key)) throw messages.unknownOption("bunsen()", key, KNOWN);
  }
  checkCompileOptions(options.compile);
}
