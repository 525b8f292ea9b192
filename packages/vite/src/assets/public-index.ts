import { readFileSync, statSync } from "node:fs";
import type { Route } from "@bunsen/runtime/internal/route-table";
import { type FileIndex, prepareFile, type ServedFile } from "@bunsen/runtime/internal/static-files";
import { buildErrors } from "../diagnostics/build-errors.ts";
import { contentTypeOf } from "./content-type.ts";
import { publicConflicts } from "./public-conflicts.ts";
import { findPublicFile, type PublicFile } from "./public-files.ts";
import { contentEtag } from "./static-files.ts";

/** Where the files of `public/` are. */
export interface PublicLocation {
  /** Absolute; empty if there is none. */
  directory: string;
  /** Its name in messages. */
  label: string;
}

/**
 * The files of `public/` as they are on disk now, found by the same rules as in a build. A route that hides a file is an
 * error here, too.
 *
 * @param routes of the app, read for each request
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
      if (conflicts.length > 0) throw buildErrors.publicProblems(conflicts);
      return serve(file, cacheControl);
    },
  };
}

/** Files of `public/` are available at the root and under `/public`. */
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
