import { decode } from "@jridgewell/sourcemap-codec";
import type { Range } from "./types.ts";

/** A stretch of a chunk that comes from one source, or from none that the map knows. */
interface Run {
  start: number;
  end: number;
  /** Index in the map's `sources`. */
  source: number | undefined;
}

/** A chunk with its map. */
export interface MappedChunk {
  code: string;
  mappings: string;
  /** The modules of the chunk in the order of their code, each with its index in the map's `sources`. */
  modules: readonly { id: string; source: number | undefined }[];
}

/**
 * Finds the code of each module in a chunk, in bytes. The bundler maps no code of virtual modules: what is unmapped
 * between the code of two modules belongs to the virtual module between them, if there is one.
 *
 * @returns the ranges by module id; the rest of the chunk belongs to no module
 */
export function moduleRanges(chunk: MappedChunk): Map<string, Range[]> {
  const { code } = chunk;
  const frame = frameOf(code);
  const runs = runsOf(code, chunk.mappings).flatMap((run) => clip(run, frame));
  const positions = positionsOf(chunk, runs);
  const next = nextPositions(positions);
  const owned = new Map<string, Range[]>();
  let before = -1;
  for (const [index, run] of runs.entries()) {
    const position = positions[index] ?? ownerBetween(chunk.modules, before, next[index] ?? 0);
    before = positions[index] ?? before;
    const id = position === undefined ? undefined : chunk.modules[position]?.id;
    if (id !== undefined) addRange(owned, id, run);
  }
  return inBytes(code, owned);
}

/** For each run, which of the chunk's modules the map says it is. */
function positionsOf({ modules }: MappedChunk, runs: readonly Run[]): (number | undefined)[] {
  const bySource = new Map<number, number>();
  for (const [position, { source }] of modules.entries()) {
    if (source !== undefined) bySource.set(source, position);
  }
  return runs.map(({ source }) => (source === undefined ? undefined : bySource.get(source)));
}

/** For each run, the position of the first module after it. */
function nextPositions(positions: readonly (number | undefined)[]): number[] {
  const next: number[] = [];
  let found = Number.POSITIVE_INFINITY;
  for (let index = positions.length - 1; index >= 0; index--) {
    next[index] = found;
    found = positions[index] ?? found;
  }
  return next;
}

function runsOf(code: string, mappings: string): Run[] {
  const lines = decode(mappings);
  const runs: Run[] = [];
  let source: number | undefined;
  let at = 0;
  const until = (end: number): void => {
    const last = runs.at(-1);
    if (end > at) {
      if (last && last.source === source) last.end = end;
      else runs.push({ start: at, end, source });
    }
    at = end;
  };
  let lineStart = 0;
  for (const segments of lines) {
    for (const segment of segments) {
      until(lineStart + segment[0]);
      source = segment.length === 1 ? undefined : segment[1];
    }
    const lineEnd = code.indexOf("\n", lineStart);
    if (lineEnd === -1) break;
    lineStart = lineEnd + 1;
  }
  until(code.length);
  return runs;
}

/** The imports at the beginning of a chunk, the exports and the name of its map at the end: they belong to no module. */
function frameOf(code: string): Range {
  const imports = /^(?:import\s*(?:[^"';]*?from\s*)?"[^"]*";?\s*)*/.exec(code)?.[0] ?? "";
  const tail = code.slice(Math.max(imports.length, code.length - 4096));
  const exported =
    /(?:export\s*\{[^{}]*\};?\s*)?(?:\/\/# sourceMappingURL=[^\n]*\s*)?$/.exec(tail)?.[0] ?? "";
  return [imports.length, code.length - exported.length];
}

function clip(run: Run, [start, end]: Range): Run[] {
  const clipped = { ...run, start: Math.max(run.start, start), end: Math.min(run.end, end) };
  return clipped.start < clipped.end ? [clipped] : [];
}

/** The module of an unmapped run between the code of two modules, all three by their positions in the chunk. */
function ownerBetween(modules: MappedChunk["modules"], before: number, after: number): number | undefined {
  if (before === after) return before;
  const between = modules.findIndex(
    ({ source }, index) => source === undefined && index > before && index < after,
  );
  return between === -1 ? undefined : between;
}

function addRange(owned: Map<string, Range[]>, id: string, { start, end }: Run): void {
  const ranges = owned.get(id);
  const last = ranges?.at(-1);
  if (last && last[1] === start) last[1] = end;
  else if (ranges) ranges.push([start, end]);
  else owned.set(id, [[start, end]]);
}

/** Columns of a source map count UTF-16 code units, a file has bytes. */
function inBytes(code: string, owned: Map<string, Range[]>): Map<string, Range[]> {
  if (Buffer.byteLength(code) === code.length) return owned;
  const edges = [...owned.values()].flat(2).sort((a, b) => a - b);
  const bytes = new Map<number, number>();
  let at = 0;
  let offset = 0;
  for (const edge of edges) {
    offset += Buffer.byteLength(code.slice(at, edge));
    at = edge;
    bytes.set(edge, offset);
  }
  const convert = ([start, end]: Range): Range => [bytes.get(start) ?? 0, bytes.get(end) ?? 0];
  return new Map([...owned].map(([id, ranges]) => [id, ranges.map(convert)]));
}
