import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import type { Rolldown } from "vite";
import { SERVER_FILES } from "../production/server-output.ts";

/**
 * Copies a file that server code reads into the build.
 *
 * @param file absolute
 * @returns its path, relative to the server's script
 */
export async function emitServerFile(plugin: Rolldown.PluginContext, file: string): Promise<string> {
  const source = await readFile(file);
  const fileName = `${SERVER_FILES}/${hashedName(file, source)}`;
  plugin.emitFile({ type: "asset", fileName, source });
  return fileName;
}

/** The name of a file with a hash of its content. */
export function hashedName(
  file: string,
  content: Uint8Array | string,
  extension: string = extname(file),
): string {
  const hash = Bun.hash.wyhash(content).toString(16).padStart(16, "0").slice(0, 8);
  return `${basename(file, extname(file))}-${hash}${extension}`;
}
