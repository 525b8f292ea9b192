import { routes as readRoutes } from "../commands.ts";
import { hasColours, painter } from "../inspect/columns.ts";
import { formatRouteTree } from "../routes/tree.ts";
import { type Flag, formatHelp, parseFlags } from "./flags.ts";
import { print, toJson } from "./print.ts";

const FLAGS = {
  json: { type: "boolean", help: "the route table as JSON" },
  config: { type: "string", short: "c", help: "Vite config file" },
  help: { type: "boolean", short: "h", help: "this text" },
} satisfies Record<string, Flag>;

const USAGE =
  "bunsen routes [root]: the routes as a tree; after a build with what a browser loads for each page";

/**
 * Prints the routes of an app.
 *
 * @throws {BunsenPluginError} for wrong flags, and for what is wrong with the pages
 */
export async function routes(parameters: string[]): Promise<void> {
  const { values, positionals } = parseFlags("bunsen routes", parameters, FLAGS, 1);
  if (values.help) return print(formatHelp(USAGE, FLAGS));
  const { table, pagesDirectory, build } = await readRoutes({
    root: positionals[0],
    configFile: values.config as string | undefined,
    logLevel: "error",
  });
  if (values.json) return print(toJson(table));
  const sizes = new Map(build?.manifest.routes.flatMap(({ id, client }) => (client ? [[id, client]] : [])));
  const paint = painter(hasColours());
  const tree = formatRouteTree({ table, pagesDirectory, sizes, paint });
  const note = build
    ? ["", paint("dim", `client and gzip: what a browser loads, by the build in ${build.directory}`)]
    : [];
  await print(`${[...tree, ...note].join("\n")}\n`);
}
