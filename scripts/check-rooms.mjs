// Part of `npm run check`: imports of the packages go down only, type imports too.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { forbiddenImports, ROOMS } from "./rooms.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));
const problems = Object.entries(ROOMS).flatMap(([directory, rooms]) =>
  forbiddenImports(readModules(join(repository, directory)), rooms).map(
    (problem) => `${directory}/${problem}`,
  ),
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);

/** The modules of a package without its tests, which may import what they like. */
function readModules(directory) {
  return readdirSync(directory, { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test(-support)?\.tsx?$/.test(path))
    .map((file) => ({ file, imports: relativeImports(join(directory, file), file) }));
}

function relativeImports(path, file) {
  const source = readFileSync(path, "utf8");
  const { module } = parseSync(path, source);
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.map(({ moduleRequest }) => moduleRequest?.value),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      literalValue(source.slice(start, end)),
    ),
  ];
  const relative = specifiers.filter((specifier) => specifier?.startsWith("."));
  return [...new Set(relative)].map((specifier) => posix.join(dirname(file), specifier));
}

function literalValue(code) {
  return /^(["'])(.*)\1$/.exec(code)?.[2];
}
