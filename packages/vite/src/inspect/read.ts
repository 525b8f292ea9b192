import { lstat, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { inspectErrors } from "../diagnostics/inspect-errors.ts";
import { checkManifest } from "../manifest/check-shape.ts";
import { LARGEST, parseJson } from "../manifest/container.ts";
import type { Manifest } from "../manifest/types.ts";
import { MANIFEST_FILE } from "../manifest/write-manifest.ts";
import { changedFiles } from "./changed-files.ts";
import { readExecutable } from "./read-executable.ts";

/** A build or an executable, as it describes itself. */
export interface Artefact {
  kind: "directory" | "executable";
  /** As the user wrote it. */
  path: string;
  manifest: Manifest;
  /** The server's bundle; `undefined` if it was too large to include. */
  source?: string;
}

/**
 * Reads the manifest of a build or an executable. Nothing of it is run, and no file can make it use more memory than a
 * manifest may take.
 *
 * @param path of a build's directory, or of an executable
 * @throws {BunsenPluginError} if there is none, or it is damaged
 */
export async function readArtefact(path: string): Promise<Artefact> {
  const stats = await stat(path).catch((error: unknown) => {
    throw inspectErrors.nothingToInspect(path, error);
  });
  if (stats.isDirectory()) return readDirectory(path);
  if (!stats.isFile()) throw inspectErrors.notInspectable(path);
  const reading = await readExecutable(path).catch((error: unknown) => {
    throw inspectErrors.nothingToInspect(path, error);
  });
  if ("reason" in reading) {
    if (reading.reason === "cut") throw inspectErrors.cutExecutable(path);
    throw reading.reason === "damaged"
      ? inspectErrors.damagedManifest(path)
      : inspectErrors.notInspectable(path);
  }
  const { manifest, source } = reading.contents;
  return { kind: "executable", path, manifest: checked(path, manifest), source };
}

async function readDirectory(path: string): Promise<Artefact> {
  const bytes = await readManifestFile(path);
  const manifest = checked(path, parseJson(bytes));
  const changed = await changedFiles(path, manifest);
  if (changed.length > 0) throw inspectErrors.changedFiles(path, changed);
  const source = await readFile(join(path, "server", "app.js"), "utf8");
  return { kind: "directory", path, manifest, source };
}

/**
 * The manifest of a build, if there is one. Its files are not checked.
 *
 * @throws {BunsenPluginError} if it cannot be read
 */
export async function readBuildManifest(directory: string): Promise<Manifest | undefined> {
  const isThere = await lstat(join(directory, MANIFEST_FILE)).catch(() => undefined);
  return isThere && checked(directory, parseJson(await readManifestFile(directory)));
}

async function readManifestFile(directory: string): Promise<Buffer> {
  const file = join(directory, MANIFEST_FILE);
  const stats = await lstat(file).catch(() => undefined);
  if (!stats) throw inspectErrors.noManifest(directory);
  if (!stats.isFile() || stats.size > LARGEST.manifest) throw inspectErrors.damagedManifest(file);
  return readFile(file).catch((error: unknown) => {
    throw inspectErrors.nothingToInspect(file, error);
  });
}

function checked(path: string, value: unknown): Manifest {
  const result = checkManifest(value);
  if ("manifest" in result) return result.manifest;
  throw result.reason === "newer" ? inspectErrors.newerManifest(path) : inspectErrors.damagedManifest(path);
}
