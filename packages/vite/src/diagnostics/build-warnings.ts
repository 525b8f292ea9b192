import { coded } from "./plugin-error.ts";

/** What a build prints and goes on. */
export const buildWarnings = {
  smokeTest: (artefact: string, warning: string) =>
    `${coded("SMOKE_WARNING", `Smoke test of ${artefact}`)}: ${warning}`,
  markupUnsteady: (paths: readonly string[]) =>
    coded(
      "MARKUP_UNSTEADY",
      `Not compared, because React alone makes something else of them each time (a time, a random number): ${paths.join(", ")}.`,
    ),
  markupUnanswered: (paths: readonly string[]) =>
    coded("MARKUP_UNANSWERED", `Not compared, because they were not answered in time: ${paths.join(", ")}.`),
  markupUnnamed: (routes: readonly string[]) =>
    coded(
      "MARKUP_UNNAMED",
      `Not compared, because the build knows no path of them: ${routes.join(", ")}. ` +
        'Name some: bunsen({ smokeTest: { paths: ["/…"] } }).',
    ),
  publicFileSkipped: (path: string) =>
    coded("PUBLIC_FILE_SKIPPED", `${path} is neither a file nor a directory, and is left out.`),
};
