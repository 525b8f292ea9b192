import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { messages } from "../messages.ts";
import { type Flag, formatHelp, parseFlags } from "./flags.ts";
import { print } from "./print.ts";

const FLAGS = {
  help: { type: "boolean", short: "h", help: "this text" },
} satisfies Record<string, Flag>;

const USAGE = `bunsen start [dist]: serves a build, which "bunsen build" has made

It listens on PORT (3000) and HOST (0.0.0.0) of the environment.`;

/**
 * Serves a build. Never builds.
 *
 * @throws {BunsenPluginError} for wrong flags, and if there is no build
 */
export async function start(parameters: string[]): Promise<void> {
  // A flag of the server itself, which reads the command line.
  const own = parameters.filter((parameter) => parameter !== "--bunsen-health");
  const { values, positionals } = parseFlags("bunsen start", own, FLAGS, 1);
  if (values.help) return print(formatHelp(USAGE, FLAGS));
  const [directory = "dist"] = positionals;
  const entry = join(resolve(directory), "server", "index.js");
  if (!existsSync(entry)) throw messages.noBuild(directory);
  await import(entry);
}
