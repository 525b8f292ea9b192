import { cp, mkdir, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { eachAtOnce } from "../assets/static-files.ts";
import { cliErrors } from "../diagnostics/cli-errors.ts";
import type { Manifest, ManifestFile, ManifestRoute } from "../manifest/types.ts";

export interface ExportInput {
  /** Directory of the build. */
  build: string;
  /** Directory of the site, as the user wrote it: it must be empty, or not be there. */
  target: string;
  manifest: Manifest;
  /** HTML for URLs that are not there; left out if the app answers them with something else. */
  notFound?: string;
}

/** What a static site has of an app, and the routes that it lacks. */
export interface StaticExport {
  pages: number;
  /** Other files: scripts, styles, images, `public/`. */
  files: number;
  missing: { route: string; reason: string }[];
}

/**
 * Copies what any file server can serve: prerendered pages, and the files that browsers load. A page is the file that hosts of static
 * sites look for: `/about` is `about.html`, `/about/` is `about/index.html`.
 *
 * @throws {BunsenPluginError} EXPORT_TARGET if the directory is not empty
 */
export async function exportStatic({
  build,
  target,
  manifest,
  notFound,
}: ExportInput): Promise<StaticExport> {
  const entries = await readdir(target).catch(() => []);
  if (entries.length > 0) throw cliErrors.exportTarget(target);
  const served = manifest.files.filter((file) => file.url !== undefined);
  const pages = served.filter(isPage);
  await eachAtOnce(served, (file) =>
    copy(join(build, file.path), join(target, isPage(file) ? pageFile(file) : ownPath(file))),
  );
  if (notFound !== undefined) await Bun.write(join(target, "404.html"), notFound);
  return {
    pages: pages.length,
    files: served.length - pages.length,
    missing: manifest.routes.flatMap(missingOf),
  };
}

function isPage({ path }: ManifestFile): boolean {
  return path.startsWith("prerendered/");
}

/** The file of a page by its canonical URL path, whose percent-encoding hosts decode. */
function pageFile({ url = "/" }: ManifestFile): string {
  const path = decodeURIComponent(url).slice(1);
  return path === "" || path.endsWith("/") ? `${path}index.html` : `${path}.html`;
}

/** Without the directory that the build has it in. */
function ownPath({ path }: ManifestFile): string {
  return path.slice(path.indexOf("/") + 1);
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(resolve(to)), { recursive: true });
  await cp(from, to);
}

function missingOf({ id, kind, prerendered }: ManifestRoute): StaticExport["missing"] {
  if (kind === "error") return [];
  if (kind === "endpoint") return [{ route: id, reason: "an endpoint needs a server" }];
  if (prerendered === undefined) return [{ route: id, reason: "the page has no config.prerender" }];
  if (!id.includes("[")) return [];
  return [
    { route: id, reason: `only the ${prerendered.length} paths that config.prerender lists are there` },
  ];
}
