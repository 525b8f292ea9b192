import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { App } from "@bunsen/runtime/internal/app";
import { beginBuilding } from "@bunsen/runtime/internal/build-phase";
import { cliErrors } from "../diagnostics/cli-errors.ts";
import type { Command } from "./command.ts";
import { print, toJson } from "./print.ts";

/** Prints the description of an app's API. Loads the build, and starts nothing of it: `onStart` is not called. */
export const openapi: Command = {
  usage: "bunsen openapi [dist]",
  summary: "the description of the API of a build, in OpenAPI 3.1",
  parameters: 1,
  flags: {},
  examples: [["bunsen openapi > openapi.json", "for a client in another language"]],
  async run({ positionals: [directory = "dist"] }) {
    const entry = join(resolve(directory), "server", "app.js");
    if (!existsSync(entry)) throw cliErrors.noBuild(directory);
    // Code of the app can tell by `building` that it does not serve.
    beginBuilding();
    // What modules print while they are loaded must not be part of the document.
    console.log = console.error;
    const { app }: { app: App } = await import(entry);
    const document = await app.openapi();
    if (!document) throw cliErrors.noOpenApi();
    await print(toJson(document));
    await app.close();
    // What the app holds open must not keep the command.
    process.exit(0);
  },
};
