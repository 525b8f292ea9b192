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
      `The build makes a file ${path}, and public/${path} would replace it. Rename the one in public/.`,
    ),
  twoVersions: (first: string, second: string) =>
    new BunsenPluginError(
      "TWO_VERSIONS",
      `${first} and ${second} cannot both be in dist/server/node_modules. Make your package manager install one of them.`,
    ),
  externalMissing: (name: string) =>
    new BunsenPluginError(
      "EXTERNAL",
      `bunsen({ external }) names "${name}", which nothing imports and which is not installed. Install it, or remove the name.`,
    ),
  smokeFailed: (artefact: string, failures: readonly string[]) =>
    new BunsenPluginError(
      "SMOKE_TEST",
      `The smoke test of ${artefact} failed:\n${failures.map((failure) => `- ${failure}`).join("\n")}\n` +
        "Fix it, or turn the test off with bunsen({ smokeTest: false }).",
    ),
  markupDiffers: (differences: readonly string[]) =>
    new BunsenPluginError(
      "MARKUP_DIFFERS",
      `The compiled markup of these pages differs from what React renders:\n\n  ${differences.join("\n\n  ")}\n\n` +
        "Build with bunsen({ staticMarkup: false }) until this is fixed, and report it with the component.",
    ),
};
