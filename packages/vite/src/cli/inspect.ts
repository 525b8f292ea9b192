import { cliErrors } from "../diagnostics/cli-errors.ts";
import type { Command } from "./command.ts";
import type { Flags } from "./flags.ts";
import { print } from "./print.ts";

const FLAGS = {
  json: { type: "boolean", help: "the whole manifest" },
  metafile: { type: "boolean", help: "as a metafile of esbuild, for its analysers" },
  sbom: { type: "boolean", help: "a bill of materials: CycloneDX 1.6 as JSON" },
  html: { type: "boolean", help: "a page with a map of all modules" },
  source: { type: "boolean", help: "the server's code" },
} satisfies Flags;

/** Prints what is in a build or an executable. */
export const inspect: Command = {
  usage: "bunsen inspect [dist | executable]",
  summary: "what is in a build or an executable: packages, sizes, routes",
  parameters: 1,
  flags: FLAGS,
  examples: [
    ["bunsen inspect", "dist/, as a table"],
    ["bunsen inspect ./shop", "an executable, which is read and never run"],
    ["bunsen inspect --html > inside.html", "a map of all modules"],
  ],
  async run({ values, positionals }) {
    const [format, second] = Object.keys(FLAGS).filter((name) => values[name]);
    if (second !== undefined) throw cliErrors.oneFormat(`--${format}`, `--${second}`);
    const { formatArtefact } = await import("./format-artefact.ts");
    await print(await formatArtefact(positionals[0] ?? "dist", format));
  },
};
