/**
 * The rooms of each package, from the top to the ground. A file may import from its own room and from those below it,
 * types included. Files beside the rooms (`index.ts`) may import from all of them, and nothing imports these files.
 * docs/internals/architecture.md says what each room is for.
 */
export const ROOMS = {
  "packages/runtime/src": [
    "server",
    "workers",
    "app",
    "cron",
    "client",
    "page",
    "live",
    "endpoint",
    "request",
    "session",
    "bus",
    "cache",
    "static-markup",
    "options",
    "route",
    "contract",
    "telemetry",
    "http",
    "schema",
    "api",
    "diagnostics",
    "util",
  ],
  "packages/vite/src": [
    "cli",
    "commands",
    "plugins",
    "dev",
    "testing",
    "production",
    "compile",
    "verify",
    "inspect",
    "server-entry",
    "virtual-modules",
    "manifest",
    "typegen",
    "static-markup",
    "source-errors",
    "page-module",
    "packages",
    "context",
    "assets",
    "routes",
    "bun",
    "report-page",
    "terminal",
    "diagnostics",
    "util",
  ],
};

/**
 * Finds the imports that go up, or sideways past the rooms.
 *
 * @param {{ file: string, imports: string[] }[]} modules paths below the package's source directory, and the paths
 *   that each imports there
 * @param {string[]} rooms from the top to the ground
 * @returns {string[]} a sentence per import that is not allowed
 */
export function forbiddenImports(modules, rooms) {
  const problems = [];
  for (const { file, imports } of modules) {
    const room = roomOf(file);
    if (room !== undefined && !rooms.includes(room)) {
      problems.push(`${file} lies in "${room}", which is not in the list of rooms (scripts/rooms.mjs).`);
      continue;
    }
    for (const imported of imports) {
      const problem = judge(room, roomOf(imported), rooms);
      if (problem) problems.push(`${file} imports ${imported}: ${problem}`);
    }
  }
  return problems;
}

/** The directory that a file lies in, right below the source directory; `undefined` for a file beside the rooms. */
function roomOf(file) {
  const [room, inside] = file.split("/");
  return inside === undefined ? undefined : room;
}

function judge(from, to, rooms) {
  if (to === undefined) return "nothing imports the files beside the rooms.";
  if (from === undefined || from === to || rooms.indexOf(to) > rooms.indexOf(from)) return undefined;
  return `"${to}" is above "${from}". Move what both need down, or take it as an argument.`;
}
