import type { SourceMap, SourceMapPayload, SourceMapping } from "node:module";

/** The source map of an executable's server, below the directory of its embedded files: without sources, zstd-compressed. */
export const EMBEDDED_SOURCE_MAP = ["source-maps", "app.js.map.zst"] as const;

/** A stack frame in the server bundle: the text before the position, then line and column, both from 1. */
const FRAME = /^(\s+at (?:async )?)(?:(.*?) \()?(?:[^\s()]*[\\/])?app\.js:(\d+):(\d+)\)?$/;

/**
 * Maps stacks of the bundled server to the source files. The source map is read when the first error is logged; if it is missing
 * or broken, stacks are not changed.
 */
export class StackMapper {
  readonly #read: () => SourceMapPayload;
  #map: SourceMap | undefined;
  #isRead = false;

  /** @param read gives the map of `app.js`; may throw */
  constructor(read: () => SourceMapPayload) {
    this.#read = read;
  }

  /** The same stack with positions in the source files. */
  map(stack: string): string {
    if (!stack.includes("app.js:")) return stack;
    this.#load();
    if (!this.#map) return stack;
    return stack
      .split("\n")
      .map((line) => {
        const frame = this.#frameOf(line);
        return frame ? format(frame) : line;
      })
      .join("\n");
  }

  #load(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    try {
      // Not imported, so that it is only loaded when there is an error.
      const { SourceMap } = process.getBuiltinModule("node:module");
      this.#map = new SourceMap(this.#read());
    } catch {
      // Errors are then logged with positions in the bundle.
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
  /** The name in the sources, which the server build keeps. */
  name: string | undefined;
  entry: SourceMapping;
}

function format({ start, name, entry }: Frame): string {
  const place = `${relative(entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  return name !== undefined && name !== "<anonymous>" ? `${start}${name} (${place})` : `${start}${place}`;
}

/** Makes sources relative to the project; in the map they are relative to the build. */
function relative(source: string): string {
  return source.replace(/^(\.\.?\/)+/, "");
}

/**
 * The mapper for the server of a build.
 *
 * @param directory the build, or the directory of an executable's embedded files
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
