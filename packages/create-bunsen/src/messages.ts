import { suggestionFor } from "@bunsen/runtime/internal/suggest";
import { BunsenPluginError } from "../../vite/src/diagnostics/plugin-error.ts";

/** Every error of the command: what happened, where, what to do. */
export const messages = {
  notEmpty: (directory: string, names: readonly string[]) => {
    const more = names.length > 1 ? ` and ${names.length - 1} more` : "";
    return new BunsenPluginError(
      "NOT_EMPTY",
      `The directory ${directory} is not empty: it has ${names[0]}${more}. Choose another directory, or empty it first.`,
    );
  },
  cannotWrite: (directory: string, error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const reason =
      code === "ENOTDIR" || code === "EEXIST"
        ? "a file with that name exists"
        : error instanceof Error
          ? error.message
          : String(error);
    return new BunsenPluginError(
      "CANNOT_WRITE",
      `The app cannot be written to ${directory}: ${reason}. Choose another directory.`,
    );
  },
  invalidName: (name: string, problem: string, better: string | undefined) => {
    const hint = better === undefined ? "Choose another name." : `Try "${better}".`;
    return new BunsenPluginError(
      "INVALID_APP_NAME",
      `The package of an app is named after its directory, and "${name}" is not a valid package name: ${problem}. ${hint}`,
    );
  },
  unknownTemplate: (name: string, known: readonly string[]) =>
    new BunsenPluginError(
      "UNKNOWN_TEMPLATE",
      `There is no template "${name}". ${suggestionFor(name, known)}`,
    ),
  installFailed: (command: string, directory: string) =>
    new BunsenPluginError(
      "INSTALL_FAILED",
      `The app is in ${directory}, but "${command}" failed there. Fix what it reports, and run it again.`,
    ),
};
