import { BunsenPluginError } from "./plugin-error.ts";

/** Errors of a build. */
export const buildErrors = {
  publicProblems: (problems: readonly { message: string; hint: string }[]) =>
    new BunsenPluginError(
      "PUBLIC_FILES",
      problems.map(({ message, hint }) => `${message} ${hint}`).join("\n"),
    ),
  publicFileTaken: (path: string) =>
    new BunsenPluginError(
      "PUBLIC_FILES",
      `The build makes a file ${path}, and public/${path} would take its place. Rename the one in public/.`,
    ),
  twoVersions: (first: string, second: string) =>
    new BunsenPluginError(
      "TWO_VERSIONS",
      `${first} and ${second} cannot both lie in dist/server/node_modules. Make your package manager install one of them.`,
    ),
  smokeFailed: (artefact: string, failures: readonly string[]) =>
    new BunsenPluginError(
      "SMOKE_TEST",
      `The smoke test of ${artefact} failed:\n${failures.map((failure) => `- ${failure}`).join("\n")}\n` +
        "Mend it, or turn the test off with bunsen({ smokeTest: false }).",
    ),
  markupDiffers: (differences: readonly string[]) =>
    new BunsenPluginError(
      "MARKUP_DIFFERS",
      `Ready markup is not what React makes of these pages:\n\n  ${differences.join("\n\n  ")}\n\n` +
        "Build with bunsen({ staticMarkup: false }) until this is mended, and report it with the component.",
    ),
};
