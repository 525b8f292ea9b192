import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { segmentFault } from "@bunsen/runtime/internal/path";

/** A file of `public/` that is published. */
export interface PublicFile {
  /** Names from `public/` down to the file, as they are on disk. */
  segments: readonly string[];
  /** Where its bytes are, absolute: elsewhere for a link. */
  source: string;
}

/** Something in `public/` that must be fixed before a build. */
export interface PublicProblem {
  message: string;
  hint: string;
}

export interface PublicScan {
  /** In the same order each time. */
  files: PublicFile[];
  problems: PublicProblem[];
  /** Paths below `public/` that are neither files nor directories: pipes, sockets, devices. */
  skipped: string[];
}

/** What a name in `public/` refers to. */
type Entry =
  | { kind: "file" | "directory"; source: string }
  | { kind: "unpublished" }
  | { kind: "special" }
  | { kind: "refused"; problem: PublicProblem };

/**
 * Whether the names in a path below `public/` allow it to be published: not if one starts with a dot, except
 * `.well-known` (RFC 8615).
 */
export function isPublished(segments: readonly string[]): boolean {
  return segments.every((name, index) => !name.startsWith(".") || (index === 0 && name === ".well-known"));
}

/** The public directory, absolute, with links resolved. */
class PublicDirectory {
  readonly path: string;
  /** For messages, without a slash at its end. */
  readonly #label: string;
  readonly #real: string;

  constructor(path: string, label: string) {
    this.path = path;
    this.#label = label;
    this.#real = realpathSync(path);
  }

  /** Looks at one name without opening it: opening a pipe without a writer would never end. */
  inspect(segments: readonly string[], trail: readonly string[] = []): Entry {
    const path = segments.join("/");
    if (!isPublished(segments)) return { kind: "unpublished" };
    const fault = segmentFault(segments.at(-1) ?? "");
    if (fault !== undefined)
      return this.#refuse(path, `has ${fault} in its name, so no URL can name it`, RENAME);
    const absolute = join(this.path, ...segments);
    const stats = lstatSync(absolute, { throwIfNoEntry: false });
    if (!stats) return { kind: "unpublished" };
    return stats.isSymbolicLink() ? this.#follow(absolute, path, trail) : entryOf(stats, absolute);
  }

  #follow(link: string, path: string, trail: readonly string[]): Entry {
    const target = resolveLink(link);
    if (target === undefined) return this.#refuse(path, "is a link without a target", REMOVE_LINK);
    const inside = relative(this.#real, target);
    const segments = inside.split(sep);
    if (segments[0] === ".." || inside === target) {
      return this.#refuse(path, `is a link to ${target}, outside of ${this.#label}/`, COPY_TARGET);
    }
    if (inside !== "" && !isPublished(segments)) {
      return this.#refuse(path, `is a link to ${this.#label}/${inside}, which is not published`, COPY_TARGET);
    }
    if (trail.includes(target)) {
      return this.#refuse(path, "is a link to a directory that contains it", REMOVE_LINK);
    }
    return entryOf(statSync(target), target);
  }

  #refuse(path: string, what: string, hint: string): Entry {
    return { kind: "refused", problem: { message: `${this.#label}/${path} ${what}.`, hint } };
  }
}

const RENAME = "Rename it.";
const REMOVE_LINK = "Remove the link.";
const COPY_TARGET = "Replace it by a copy of its target.";

function entryOf(stats: Stats, source: string): Entry {
  if (stats.isFile()) return { kind: "file", source };
  return stats.isDirectory() ? { kind: "directory", source } : { kind: "special" };
}

function resolveLink(link: string): string | undefined {
  try {
    return realpathSync(link);
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ELOOP") || hasCode(error, "ENOTDIR")) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/**
 * Everything that is published of a public directory (SPEC chapter 9).
 *
 * @param directory absolute; it need not exist
 * @param label what messages call it
 */
export function scanPublicFiles(directory: string, label: string): PublicScan {
  const scan: PublicScan = { files: [], problems: [], skipped: [] };
  const root = openDirectory(directory, label);
  if (!root) return scan;
  const visit = (segments: readonly string[], source: string, trail: readonly string[]): void => {
    for (const name of readdirSync(source).sort()) {
      const path = [...segments, name];
      const entry = root.inspect(path, trail);
      if (entry.kind === "file") scan.files.push({ segments: path, source: entry.source });
      else if (entry.kind === "directory") visit(path, entry.source, [...trail, realpathSync(entry.source)]);
      else if (entry.kind === "refused") scan.problems.push(entry.problem);
      else if (entry.kind === "special") scan.skipped.push(path.join("/"));
    }
  };
  visit([], root.path, [realpathSync(root.path)]);
  return scan;
}

/** One file, by the rules of the scan: in development, where files come and go. */
export function findPublicFile(directory: string, segments: readonly string[]): PublicFile | undefined {
  const root = openDirectory(directory, "public");
  if (!root || segments.length === 0) return undefined;
  let parent = root.path;
  for (let depth = 1; depth <= segments.length; depth++) {
    const path = segments.slice(0, depth);
    // The directory is listed, because some file systems ignore the case of a name.
    if (!namesIn(parent).has(path.at(-1) ?? "")) return undefined;
    const entry = root.inspect(path);
    if (entry.kind === "file")
      return depth === segments.length ? { segments, source: entry.source } : undefined;
    if (entry.kind !== "directory") return undefined;
    parent = entry.source;
  }
  return undefined;
}

function namesIn(directory: string): Set<string> {
  return new Set(readdirSync(directory));
}

function openDirectory(path: string, label: string): PublicDirectory | undefined {
  const stats = path === "" ? undefined : statSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() ? new PublicDirectory(path, label) : undefined;
}
