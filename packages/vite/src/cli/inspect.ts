import { hasColours } from "../inspect/columns.ts";
import { toHtml } from "../inspect/html.ts";
import { toMetafile } from "../inspect/metafile.ts";
import { printableLines } from "../inspect/printable.ts";
import { type Artefact, readArtefact } from "../inspect/read.ts";
import { toSbom } from "../inspect/sbom.ts";
import { formatTable } from "../inspect/table.ts";
import { messages } from "../messages.ts";
import { type Flag, formatHelp, parseFlags } from "./flags.ts";
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
  html: { type: "boolean", help: "a page with a map of all modules: bunsen inspect --html > inside.html" },
  source: { type: "boolean", help: "the server's code" },
  help: { type: "boolean", short: "h", help: "this text" },
} satisfies Record<string, Flag>;

const USAGE = "bunsen inspect [dist | executable]: what is in a build; without a flag as a table";

/**
 * Prints what is in a build or an executable.
 *
 * @throws {BunsenPluginError} for wrong flags, and for what is no build
 */
export async function inspect(parameters: string[]): Promise<void> {
  const { values, positionals } = parseFlags("bunsen inspect", parameters, FLAGS, 1);
  if (values.help) return print(formatHelp(USAGE, FLAGS));
  const [format, second] = Object.keys(FORMATS).filter((name) => values[name]);
  if (second !== undefined) throw messages.oneFormat(`--${format}`, `--${second}`);
  const artefact = await readArtefact(positionals[0] ?? "dist");
  const write = format === undefined ? undefined : FORMATS[format];
  await print(write ? await write(artefact) : formatTable(artefact, { colour: hasColours() }));
}
