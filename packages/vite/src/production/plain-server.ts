import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ViteBuilder } from "vite";
import type { BuildState } from "./build-state.ts";

/** A build of the same sources in which React renders everything. */
export interface PlainServer {
  /** Absolute; holds `server/`. */
  directory: string;
  remove(): Promise<void>;
}

/**
 * Builds the server without compiled markup, beside the real one.
 *
 * @param buildServer builds what the environment says, into the directory it says
 */
export async function buildPlainServer(
  builder: ViteBuilder,
  state: Pick<BuildState, "skipsStaticMarkup">,
  buildServer: (directory: string) => Promise<void>,
): Promise<PlainServer> {
  const directory = await mkdtemp(join(tmpdir(), "bunsen-plain-"));
  const servers = [builder.environments.ssr, builder.environments.worker].filter(
    (server) => server !== undefined,
  );
  const outputs = servers.map(({ config }) => config.build.outDir);
  for (const { config } of servers) config.build.outDir = join(directory, "server");
  builder.config.logger.info("\nThe server without compiled markup, for the comparison:");
  state.skipsStaticMarkup = true;
  try {
    await buildServer(directory);
  } finally {
    state.skipsStaticMarkup = false;
    for (const [index, { config }] of servers.entries()) config.build.outDir = outputs[index] ?? "";
  }
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
