import { inspectErrors } from "../diagnostics/inspect-errors.ts";
import { toHtml } from "../inspect/html.ts";
import { toMetafile } from "../inspect/metafile.ts";
import { type Artefact, readArtefact } from "../inspect/read.ts";
import { toSbom } from "../inspect/sbom.ts";
import { formatTable } from "../inspect/table.ts";
import { hasColours } from "../terminal/columns.ts";
import { printableLines } from "../terminal/printable.ts";
import { toJson } from "./print.ts";

/** How an artefact is written, by the flag of `bunsen inspect` that asks for it. */
const FORMATS: Record<string, (artefact: Artefact) => string | Promise<string>> = {
  json: ({ manifest }) => toJson(manifest),
  metafile: ({ manifest }) => toJson(toMetafile(manifest)),
  sbom: (artefact) => toJson(toSbom(artefact)),
  html: toHtml,
  source: ({ source, path }) => {
    if (source === undefined) throw inspectErrors.noSource(path);
    return process.stdout.isTTY ? printableLines(source) : source;
  },
};

/**
 * What `bunsen inspect` prints.
 *
 * @param path of a build's directory, or of an executable
 * @param format the flag that was set, without its dashes; none for a table
 * @throws {BunsenPluginError} if it is not a build or an executable
 */
export async function formatArtefact(path: string, format: string | undefined): Promise<string> {
  const artefact = await readArtefact(path);
  const write = format === undefined ? undefined : FORMATS[format];
  return write ? await write(artefact) : formatTable(artefact, { colour: hasColours() });
}
