import type { Plugin } from "vite";
import { configErrors } from "../diagnostics/config-errors.ts";

/** Vite's preview serves files only: the pages of a build need its server. */
export function previewPlugin(): Plugin {
  return {
    name: "bunsen:preview",
    configurePreviewServer({ config }) {
      throw configErrors.preview(config.build.outDir);
    },
  };
}
