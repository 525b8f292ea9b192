import { BunsenPluginError } from "./plugin-error.ts";

/** Errors while a build or an executable is inspected. */
export const inspectErrors = {
  nothingToInspect: (path: string, error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") {
      return new BunsenPluginError(
        "NOTHING_TO_INSPECT",
        `There is nothing at ${path}. Run "bunsen build" first, or name a build or an executable: bunsen inspect <path>.`,
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    return new BunsenPluginError(
      "NOTHING_TO_INSPECT",
      `${path} cannot be read: ${reason}. Look at its permissions.`,
    );
  },
  noManifest: (directory: string) =>
    new BunsenPluginError(
      "NO_MANIFEST",
      `${directory} has no bunsen.json, so it is not a build of Bunsen, or the build was not finished. ` +
        'Run "bunsen build", or name its directory: bunsen inspect <path>.',
    ),
  notInspectable: (path: string) =>
    new BunsenPluginError(
      "NOT_INSPECTABLE",
      `${path} has no manifest of Bunsen. Name the directory of a build, or an executable that "bunsen compile" made.`,
    ),
  damagedManifest: (path: string) =>
    new BunsenPluginError(
      "DAMAGED_MANIFEST",
      `The manifest in ${path} is damaged. Copy the file again from where it was made, or make it again.`,
    ),
  newerManifest: (path: string) =>
    new BunsenPluginError(
      "NEWER_MANIFEST",
      `The manifest in ${path} has a format that this version of Bunsen does not know. Inspect it with the version that made it.`,
    ),
  cutExecutable: (path: string) =>
    new BunsenPluginError(
      "CUT_EXECUTABLE",
      `${path} is shorter than its header says, perhaps because a copy was interrupted. Copy it again, or make it again with "bunsen compile".`,
    ),
  noSource: (path: string) =>
    new BunsenPluginError(
      "NO_SOURCE",
      `${path} does not contain its server code, which was too large. Look at server/app.js in the build that it was made from.`,
    ),
  changedFiles: (directory: string, files: readonly string[]) => {
    const more = files.length > 3 ? ` and ${files.length - 3} more` : "";
    return new BunsenPluginError(
      "CHANGED_FILES",
      `${directory} was changed after it was built: ${files.slice(0, 3).join(", ")}${more} changed or is missing, so the ` +
        'manifest does not describe it. Run "bunsen build" again.',
    );
  },
};
