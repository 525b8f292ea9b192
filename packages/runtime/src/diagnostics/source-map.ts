import type { SourceMap, SourceMapPayload, SourceMapping } from "node:module";

/** Below the directory of an executable's own files: the map of its server, without sources, zstd-compressed. */
export const EMBEDDED_SOURCE_MAP = ["source-maps", "app.js.map.zst"] as const;

/** A frame in the server's bundle: what stands before its place, line and column, both from 1. */
const FRAME = /^(\s+at (?:async )?)(?:(.*?) \()?(?:[^\s()]*[\\/])?app\.js:(\d+):(\d+)\)?$/;

/**
 * Makes stacks of the bundled server name places in the sources. The map is read when the first error is logged; one
 * that is missing or broken leaves stacks as they are.
 */
export class StackMapper {
  readonly #read: () => SourceMapPayload;
  #map: SourceMap | undefined;
  #isRead = false;

  /** @param read gives the map of `app.js`; may throw */
  constructor(read: () => SourceMapPayload) {
    this.#read = read;
  }

  /** The same stack with places in the sources, and the names that functions have there. */
  map(stack: string): string {
    if (!stack.includes("app.js:")) return stack;
    this.#load();
    if (!this.#map) return stack;
    const lines = stack.split("\n").map((line) => ({ line, frame: this.#frameOf(line) }));
    return lines
      .map(({ line, frame }, index) => (frame ? format(frame, lines[index + 1]?.frame) : line))
      .join("\n");
  }

  #load(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    try {
      // Not imported: a server without errors pays nothing for it.
      const { SourceMap } = process.getBuiltinModule("node:module");
      this.#map = new SourceMap(this.#read());
    } catch {
      // Errors are logged with places in the bundle, then.
    }
  }

  #frameOf(line: string): Frame | undefined {
    const match = FRAME.exec(line);
    const entry = match && this.#map?.findEntry(Number(match[3]) - 1, Number(match[4]) - 1);
    return entry && "originalSource" in entry && entry.originalSource
      ? { start: match[1] ?? "", name: match[2], entry }
      : undefined;
  }
}

interface Frame {
  start: string;
  /** As the bundle has it: minified. */
  name: string | undefined;
  /** Bun says the name as well, which Node's types do not know. */
  entry: SourceMapping & { name?: string };
}

/** A function is called by its name in the frame below, unless it is a library that calls, by a name of its own. */
function format({ start, name, entry }: Frame, caller: Frame | undefined): string {
  const source = relative(entry.originalSource);
  const place = `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  const isForeign = caller && isPackage(relative(caller.entry.originalSource)) && !isPackage(source);
  const known = isForeign ? undefined : caller?.entry.name;
  const shown = known ?? (name !== undefined && name.length > 3 && name !== "<anonymous>" ? name : undefined);
  return shown ? `${start}${shown} (${place})` : `${start}${place}`;
}

function isPackage(source: string): boolean {
  return source.includes("node_modules/") || source.startsWith("packages/runtime/");
}

/** Sources are relative to the map, which lies in the build; a reader wants them relative to the project. */
function relative(source: string): string {
  return source.replace(/^(\.\.?\/)+/, "");
}

/**
 * The mapper of a build's own server.
 *
 * @param directory the build, or the directory of an executable's own files
 */
export function mapperOf(directory: string): StackMapper {
  return new StackMapper(() => {
    const { readFileSync } = process.getBuiltinModule("node:fs");
    if (!Bun.isStandaloneExecutable) {
      return JSON.parse(readFileSync(`${directory}/server/app.js.map`, "utf8"));
    }
    const packed = readFileSync([directory, ...EMBEDDED_SOURCE_MAP].join("/"));
    return JSON.parse(Bun.zstdDecompressSync(packed).toString());
  });
}
