import { existsSync, statSync } from "node:fs";
import MagicString from "magic-string";
import type { Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { MENTIONS_LOCATION } from "../page-module/import-meta.ts";
import { parseModule, positionOf } from "../page-module/parse.ts";
import { findSourcePaths, type SourcePaths, type Span } from "../page-module/source-paths.ts";
import { atPlace } from "../source-errors/at-place.ts";
import { emitServerFile } from "./emit-server-file.ts";

/** What a module needs to write a file. */
const WRITES =
  /\b(?:writeFile|appendFile|createWriteStream|mkdir|copyFile|unlink)(?:Sync)?\b|\bBun\s*\.\s*write\b|\.writer\s*\(/;

/** Databases are written to, or are of no use. */
const DATABASE = /\.(?:db3?|sqlite3?)$/i;

/** Belongs to the machine, and must not be handed on with a build. */
const ENVIRONMENT = /(?:^|[\\/])\.env(?:\.[^\\/]*)?$/;

/**
 * In a build, the sources of the server are one script elsewhere. Files that its modules name by their own location come
 * along, as those of `new URL(…, import.meta.url)` do; what else a module makes of its location is an error.
 */
export function sourcePathsPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:source-paths",
    apply: "build",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "server",
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?$/, exclude: [/\0/, /[\\/]node_modules[\\/]/] },
        code: MENTIONS_LOCATION,
      },
      async handler(code, id) {
        const file = withoutQuery(id);
        const { program } = parseModule(code, file, "unambiguous");
        const { files, names, others } = findSourcePaths(program, file, isFile);
        const [unknown] = unknownPaths(code, { files, others });
        if (unknown) throw sourcePathError(context, code, file, unknown);
        const edited = new MagicString(code);
        for (const { start, end, name } of names) edited.update(start, end, JSON.stringify(name));
        for (const { start, end, file } of files) {
          // `import.meta` would make an ES module of CommonJS; the bundler replaces `__dirname` later.
          edited.update(
            start,
            end,
            `(__dirname + ${JSON.stringify(`/${await emitServerFile(this, file)}`)})`,
          );
        }
        if (!edited.hasChanged()) return null;
        return { code: edited.toString(), map: edited.generateMap({ hires: "boundary" }) };
      },
    },
  };
}

interface Unknown extends Span {
  reason: string;
}

/** What a build cannot keep the meaning of, and why. */
function unknownPaths(code: string, { files, others }: Pick<SourcePaths, "files" | "others">): Unknown[] {
  const writes = WRITES.test(code);
  return [
    ...others.map((other) => ({ ...other, reason: kindOf(other.path) })),
    ...files
      .filter(({ file }) => writes || DATABASE.test(file) || ENVIRONMENT.test(file))
      .map((found) => ({ ...found, reason: reasonOf(found.file) })),
  ].sort((one, other) => one.start - other.start);
}

/** Why a file is not copied. */
function reasonOf(file: string): string {
  if (ENVIRONMENT.test(file)) return "which may hold secrets";
  return DATABASE.test(file) ? "which is a database" : "in a module that also writes files";
}

function kindOf(path: string): string {
  if (!existsSync(path)) return "which is not there";
  return statSync(path).isDirectory() ? "which is a directory" : "whose use a build cannot see";
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function sourcePathError(
  context: PluginContext,
  code: string,
  file: string,
  { start, end, reason }: Unknown,
): Error {
  const position = positionOf(code, start);
  const expression = code.slice(start, end).replaceAll(/\s+/g, " ");
  const error = importErrors.sourcePath(`${context.relative(file)}:${position.line}`, expression, reason);
  return atPlace(error, { file, ...position });
}
