import { cliErrors } from "../diagnostics/cli-errors.ts";
import type { Command } from "./command.ts";
import { loadApp } from "./load-app.ts";
import { print, toJson } from "./print.ts";

/** Prints the description of an app's API. Loads the build, and starts nothing of it. */
export const openapi: Command = {
  usage: "bunsen openapi [dist]",
  summary: "the description of the API of a build, in OpenAPI 3.1",
  parameters: 1,
  flags: {},
  examples: [["bunsen openapi > openapi.json", "for a client in another language"]],
  async run({ positionals: [directory = "dist"] }) {
    const app = await loadApp(directory);
    const document = await app.openapi();
    if (!document) throw cliErrors.noOpenApi();
    await print(toJson(document));
    await app.close();
    // What the app holds open must not keep the command.
    process.exit(0);
  },
};
