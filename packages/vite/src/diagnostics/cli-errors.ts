import { suggestionFor } from "@bunsen/runtime/internal/suggest";
import { BunsenPluginError } from "./plugin-error.ts";

/** Errors in the parameters of a command. */
export const cliErrors = {
  unknownCommand: (name: string, known: readonly string[]) => {
    const hint = suggestionFor(name, known);
    return new BunsenPluginError("UNKNOWN_COMMAND", `bunsen has no command "${name}". ${hint}`);
  },
  missingValue: (command: string, flag: string) =>
    new BunsenPluginError("MISSING_VALUE", `${flag} of ${command} needs a value: ${flag} <value>.`),
  unexpectedValue: (command: string, flag: string, value: string) =>
    new BunsenPluginError("UNEXPECTED_VALUE", `${flag} of ${command} takes no value, but has "${value}".`),
  unexpectedParameter: (command: string, parameter: string) =>
    new BunsenPluginError(
      "UNEXPECTED_PARAMETER",
      `${command} does not know what to do with "${parameter}". See "${command} --help".`,
    ),
  oneTarget: (flag: string) =>
    new BunsenPluginError("ONE_TARGET", `${flag} is for one target: give --target once.`),
  oneFormat: (one: string, other: string) =>
    new BunsenPluginError("ONE_FORMAT", `bunsen inspect prints one thing at a time: ${one} or ${other}.`),
  noOpenApi: () =>
    new BunsenPluginError(
      "NO_OPENAPI",
      'src/server.ts has no option "openapi", so the build has no description of its API. Add ' +
        'openapi: { title: "…", version: "…" } to defineServer(), and build again.',
    ),
  missingDirectory: (command: string) =>
    new BunsenPluginError("MISSING_DIRECTORY", `Say which directory to write: ${command} <directory>.`),
  exportTarget: (directory: string) =>
    new BunsenPluginError(
      "EXPORT_TARGET",
      `The directory ${directory} is not empty, and files of an older export could stay in it. Remove it first, or name another one.`,
    ),
  noBuild: (directory: string) =>
    new BunsenPluginError("NO_BUILD", `There is no build in ${directory}. Run "bunsen build" first.`),
};
