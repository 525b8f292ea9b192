import { coded } from "./plugin-error.ts";

/** Warnings that a build prints without stopping. */
export const buildWarnings = {
  /** @param sentence names both files, and what to do */
  nearlyServerFile: (sentence: string) => coded("NEARLY_SERVER_FILE", sentence),
  namedPackage: (file: string, name: string) =>
    coded(
      "NAMED_PACKAGE",
      `${file} names the package ${name} in a string, and nothing imports it, so the build does not have it. ` +
        `If it is loaded by that name at run time, add it: bunsen({ external: ["${name}"] }).`,
    ),
  /** @param chain by which the package comes into the build */
  addonMissing: ({ name, version }: { name: string; version: string }, chain: readonly string[]) =>
    coded(
      "ADDON_MISSING",
      `The native addon of ${name}@${version} is not built for this system, so what needs it fails (${chain.join(" → ")}). Package ` +
        `managers skip install scripts that they were not told to run: with Bun, add "${name}" to trustedDependencies in package.json ` +
        `and install again; with npm, run "npm rebuild ${name}".`,
    ),
  smokeTest: (artefact: string, warning: string) =>
    `${coded("SMOKE_WARNING", `Smoke test of ${artefact}`)}: ${warning}`,
  /** @param reason what was tried */
  staticMarkupOff: (reason: string) =>
    coded(
      "STATIC_MARKUP_OFF",
      `${reason} Static markup has no effect: React renders everything. The pages are the same, but slower.`,
    ),
  startedScripts: (places: readonly string[]) =>
    coded(
      "STARTED_SCRIPTS",
      `Packages start these scripts as workers or processes, and an executable does not contain them: ${places.join(", ")}. ` +
        "What needs one, such as a transport of pino, fails in the executable. Do without it, or ship dist/, which has them.",
    ),
  strayFiles: (directory: string, names: readonly string[]) =>
    coded(
      "STRAY_FILES",
      `A plugin wrote ${names.map((name) => `${directory}/${name}`).join(" and ")}, but only ${directory}/client is served. Tell it to ` +
        `write there, as in VitePWA({ outDir: "${directory}/client" }).`,
    ),
  styleOrder: (entry: string, first: string, second: string) =>
    coded(
      "STYLE_ORDER",
      `On ${entry}, ${second} applies before ${first}, though it is imported after it. Put both into one group of ` +
        "build.rolldownOptions.output.codeSplitting, or into none.",
    ),
  markupNondeterministic: (paths: readonly string[]) =>
    coded(
      "MARKUP_UNSTEADY",
      `Not compared, because React renders them differently each time (a time, a random number): ${paths.join(", ")}.`,
    ),
  markupUnavailable: (paths: readonly string[]) =>
    coded("MARKUP_UNANSWERED", `Not compared, because they did not respond in time: ${paths.join(", ")}.`),
  markupUnnamed: (routes: readonly string[]) =>
    coded(
      "MARKUP_UNNAMED",
      `Not compared, because the build knows no path for them: ${routes.join(", ")}. ` +
        'Name some: bunsen({ smokeTest: { paths: ["/…"] } }).',
    ),
  unroutedDirectories: (directories: readonly string[]) =>
    coded(
      "UNROUTED_DIRECTORY",
      `Not routed: ${directories.join(", ")}. A directory in parentheses is a layout group only if it has a __layout.tsx.`,
    ),
  publicFileSkipped: (path: string) =>
    coded("PUBLIC_FILE_SKIPPED", `${path} is neither a file nor a directory, and is not published.`),
};
