import { formatRouteTree } from "../routes/tree.ts";
import { hasColours, painter } from "../terminal/columns.ts";
import { locateApp } from "./app-location.ts";
import type { Command } from "./command.ts";
import { CONFIG_FLAG, type Flags } from "./flags.ts";
import { print, toJson } from "./print.ts";

const FLAGS = {
  json: { type: "boolean", help: "the route table as JSON" },
  config: CONFIG_FLAG,
} satisfies Flags;

/** Prints the routes of an app. */
export const routes: Command = {
  usage: "bunsen routes [root]",
  summary: "the routes as a tree, after a build with what a browser loads for each page",
  parameters: 1,
  flags: FLAGS,
  examples: [
    ["bunsen routes", "of the app in this directory"],
    ["bunsen routes --json", "for a program"],
  ],
  async run(parsed) {
    const { routes: readRoutes } = await import("../commands/commands.ts");
    const { table, pagesDirectory, build } = await readRoutes({ ...locateApp(parsed), logLevel: "error" });
    if (parsed.values.json) return print(toJson(table));
    const sizes = new Map(build?.manifest.routes.flatMap(({ id, client }) => (client ? [[id, client]] : [])));
    const paint = painter(hasColours());
    const tree = formatRouteTree({ table, pagesDirectory, sizes, paint });
    const note = build
      ? ["", paint("dim", `client and gzip: what a browser loads, by the build in ${build.directory}`)]
      : [];
    await print(`${[...tree, ...note].join("\n")}\n`);
  },
};
