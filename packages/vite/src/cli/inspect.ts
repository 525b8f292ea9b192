import { hasColours } from "../inspect/columns.ts";
import { toHtml } from "../inspect/html.ts";
import { toMetafile } from "../inspect/metafile.ts";
import { printableLines } from "../inspect/printable.ts";
import { type Artefact, readArtefact } from "../inspect/read.ts";
import { toSbom } from "../inspect/sbom.ts";
import { formatTable } from "../inspect/table.ts";
import { messages } from "../messages.ts";
import type { Command } from "./command.ts";
import type { Flags } from "./flags.ts";
import { print, toJson } from "./print.ts";

/** What each flag prints. */
const FORMATS: Record<string, (artefact: Artefact) => string | Promise<string>> = {
  json: ({ manifest }) => toJson(manifest),
  metafile: ({ manifest }) => toJson(toMetafile(manifest)),
  sbom: (artefact) => toJson(toSbom(artefact)),
  html: toHtml,
  source: ({ source, path }) => {
    if (source === undefined) throw messages.noSource(path);
    return process.stdout.isTTY ? printableLines(source) : source;
  },
};

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
    const [format, second] = Object.keys(FORMATS).filter((name) => values[name]);
    if (second !== undefined) throw messages.oneFormat(`--${format}`, `--${second}`);
    const artefact = await readArtefact(positionals[0] ?? "dist");
    const write = format === undefined ? undefined : FORMATS[format];
    await print(write ? await write(artefact) : formatTable(artefact, { colour: hasColours() }));
  },
};
