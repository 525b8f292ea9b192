import { suggest } from "@bunsen/runtime/internal/suggest";
import type { Plugin } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { pageErrors } from "../diagnostics/page-errors.ts";
import { readPageModule } from "../page-module/exports.ts";
import { shipsToBrowser } from "./environments.ts";

const KNOWN = ["onError"];

/** What others call such a function: `handleError` in SvelteKit, for one. */
const OTHER_NAMES = /^(on|handle)\w*errors?$/i;

/** Refuses exports of `src/client.ts` that are meant for the framework, and would never be called. */
export function clientFilePlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:client-file",
    enforce: "pre",
    applyToEnvironment: shipsToBrowser,
    transform: {
      filter: { id: /[\\/]src[\\/]client\.[jt]sx?$/ },
      handler(code, id) {
        const file = context.relative(id);
        if (file !== context.clientFile) return;
        for (const name of readPageModule(code, file).exportNames) {
          if (!KNOWN.includes(name) && isMistaken(name)) throw pageErrors.clientExport(file, name);
        }
      },
    },
  };
}

function isMistaken(name: string): boolean {
  return name === "default" || OTHER_NAMES.test(name) || suggest(name, KNOWN) !== undefined;
}
