import { lstatSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CanonicalPath } from "@bunsen/runtime/internal/path";
import type { Route } from "@bunsen/runtime/internal/route-table";
import { type FileIndex, prepareFile, type ServedFile } from "@bunsen/runtime/internal/static-files";
import { contentTypeOf } from "../assets/content-type.ts";
import { publicConflicts } from "../assets/public-conflicts.ts";
import { findPublicFile, type PublicFile } from "../assets/public-files.ts";
import { contentEtag } from "../assets/static-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { messages } from "../diagnostics/messages.ts";

/** Where the files of `public/` lie. */
export interface PublicLocation {
  /** Absolute; empty if there is none. */
  directory: string;
  /** What messages call it. */
  label: string;
}

export function publicLocation(context: PluginContext): PublicLocation {
  const { publicDir } = context.config;
  return { directory: publicDir, label: context.relative(publicDir) };
}

/**
 * The files of `public/` as they are on disk at this moment, found by the rules that the build publishes them by. A
 * route that hides a file is an error here, too.
 *
 * @param routes of the app, asked for each time
 * @param cacheControl of every file; default: as in production
 */
export function publicFileIndex(
  { directory, label }: PublicLocation,
  routes: () => readonly Route[],
  cacheControl?: string,
): FileIndex {
  return {
    find({ segments }) {
      const file = findByUrl(directory, segments);
      if (!file) return undefined;
      const conflicts = publicConflicts([file], routes(), label);
      if (conflicts.length > 0) throw messages.publicProblems(conflicts);
      return serve(file, cacheControl);
    },
  };
}

/** Files of `public/` lie at the root and under `/public` as well. */
function findByUrl(directory: string, segments: readonly string[]): PublicFile | undefined {
  const atRoot = findPublicFile(directory, segments);
  return atRoot ?? (segments[0] === "public" ? findPublicFile(directory, segments.slice(1)) : undefined);
}

/** Bytes above which a file is not read for its ETag. */
const LARGE = 1024 * 1024;

function serve({ segments, source }: PublicFile, cacheControl?: string): ServedFile {
  const path = segments.join("/");
  const { size, mtimeMs } = statSync(source);
  const etag = size > LARGE ? `"${size}-${mtimeMs}"` : contentEtag(readFileSync(source));
  const file = { path, type: contentTypeOf(path), size, etag, immutable: false };
  return prepareFile(file, { open: () => Bun.file(source) }, cacheControl);
}

/**
 * Whether something in `public/` has this path, published or not: Vite is not asked about it, because it hands out
 * dotfiles and follows every link.
 */
export function liesInPublic(context: PluginContext, { segments }: CanonicalPath): boolean {
  const { publicDir } = context.config;
  if (publicDir === "" || segments.length === 0) return false;
  try {
    return !lstatSync(join(publicDir, ...segments)).isDirectory();
  } catch (error) {
    // Whatever is wrong with a path that came from outside, nothing of ours has it.
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

/** Whether a script may import the file of this path, for which Vite is needed. */
export function isImportable(context: PluginContext, { segments }: CanonicalPath): boolean {
  return findPublicFile(context.config.publicDir, segments) !== undefined;
}
