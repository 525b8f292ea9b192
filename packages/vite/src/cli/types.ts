import { locateApp } from "./app-location.ts";
import type { Command } from "./command.ts";
import { CONFIG_FLAG } from "./flags.ts";

/** Writes the generated types. Prints nothing on success, because it often runs before a type check. */
export const types: Command = {
  usage: "bunsen types [root]",
  summary: "writes the types of the routes, .bunsen/routes.d.ts",
  parameters: 1,
  flags: { config: CONFIG_FLAG },
  examples: [["bunsen types && tsc", "a type check in CI, without a build"]],
  async run(parsed) {
    const { types: writeTypes } = await import("../commands/commands.ts");
    await writeTypes({ ...locateApp(parsed), logLevel: "error" });
  },
};
