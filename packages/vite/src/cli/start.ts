import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { cliErrors } from "../diagnostics/cli-errors.ts";
import type { Command } from "./command.ts";

/** Serves a build. Never builds. */
export const start: Command = {
  usage: "bunsen start [dist]",
  summary: "serves a build, on PORT or 3000",
  parameters: 1,
  flags: {},
  examples: [
    ["bunsen start", "serves dist/"],
    ["PORT=8080 HOST=127.0.0.1 bunsen start", "only for this machine, on another port"],
    ["WORKERS=auto bunsen start", "one process per processor"],
  ],
  async run({ positionals: [directory = "dist"] }) {
    const entry = join(resolve(directory), "server", "index.js");
    if (!existsSync(entry)) throw cliErrors.noBuild(directory);
    await import(entry);
  },
};
