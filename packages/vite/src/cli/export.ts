import { cliErrors } from "../diagnostics/cli-errors.ts";
import type { StaticExport } from "../production/static-export.ts";
import { formatColumns, hasColours, type Paint, painter } from "../terminal/columns.ts";
import type { Command } from "./command.ts";
import type { Flags } from "./flags.ts";
import { loadApp } from "./load-app.ts";
import { print } from "./print.ts";

const FLAGS = {
  dist: { type: "string", value: "directory", help: "the build (default: dist)" },
} satisfies Flags;

/** Writes the prerendered pages and the files of a build as a static site, and says which routes are not in it. */
export const exportSite: Command = {
  usage: "bunsen export <directory>",
  summary: "writes the prerendered pages of a build as a static site",
  parameters: 1,
  flags: FLAGS,
  examples: [["bunsen build && bunsen export site", "for a host that only serves files"]],
  async run({ positionals: [target], values }) {
    if (target === undefined) throw cliErrors.missingDirectory("bunsen export");
    // Imported here: the runtime and the bundler are slow to load, and need Bun.
    const { readBuildManifest } = await import("../inspect/read.ts");
    const { exportStatic } = await import("../production/static-export.ts");
    const { renderNotFound } = await import("@bunsen/runtime/internal/prerender");
    const build = String(values.dist ?? "dist");
    const manifest = await readBuildManifest(build);
    if (!manifest) throw cliErrors.noBuild(build);
    const app = await loadApp(build);
    const site = await exportStatic({ build, target, manifest, notFound: await renderNotFound(app) });
    await print(`${formatSite(target, site, painter(hasColours())).join("\n")}\n`);
    await app.close();
    // What the app holds open must not keep the command.
    process.exit(0);
  },
};

function formatSite(target: string, { pages, files, missing }: StaticExport, paint: Paint): string[] {
  const total = `${target}/ has ${pages} ${pages === 1 ? "page" : "pages"} and ${files} other ${files === 1 ? "file" : "files"}.`;
  if (missing.length === 0) return [paint("bold", total)];
  const rows = missing.map(({ route, reason }) => [route, reason]);
  return [paint("bold", total), "", ...formatColumns([["not in it"], ["because"]], rows, paint)];
}
