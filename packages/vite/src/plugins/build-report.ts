import { stripVTControlCharacters } from "node:util";
import type { Plugin } from "vite";

/** A line of Vite's for a file that was written: `dist/client/assets/index-DBFaTgjt.js  1.94 kB │ gzip: 0.99 kB`. */
const FILE_LINE = /^\S.* [\d,.]+ kB(?: │.*)?$/;

/**
 * Leaves out Vite's line for each file that a build writes, which with hundreds of pages hides everything else; the summary has
 * their number and size. `bunsen build --verbose` shows them, and so does `build.reportCompressedSize: true`.
 */
export function buildReportPlugin(): Plugin {
  return {
    name: "bunsen:build-report",
    apply: "build",
    config({ build }) {
      const isVerbose = process.env.BUNSEN_VERBOSE === "1";
      return { build: { reportCompressedSize: build?.reportCompressedSize ?? isVerbose } };
    },
    configResolved({ build, logger }) {
      if (build.reportCompressedSize) return;
      const info = logger.info.bind(logger);
      logger.info = (message, options) => {
        const kept = withoutFileLines(message);
        if (kept !== undefined) info(kept, options);
      };
    },
  };
}

/** @returns undefined if nothing is left */
function withoutFileLines(message: string): string | undefined {
  const lines = message.split("\n");
  const kept = lines.filter((line) => !FILE_LINE.test(stripVTControlCharacters(line)));
  if (kept.length === lines.length) return message;
  return kept.some((line) => line !== "") ? kept.join("\n") : undefined;
}
