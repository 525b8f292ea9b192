import { compareMarkup, type MarkupVerdict, type PageResponses } from "./compare-markup.ts";
import { isolate } from "./isolated-artefact.ts";
import type { SmokeServer } from "./server.ts";
import { get, startAs } from "./smoke-test.ts";

/** Two builds of the same sources, and what to request from both. */
export interface MarkupCheck {
  /** Directory of the build, absolute. */
  flat: string;
  /** Directory of a build in which React renders everything, absolute. */
  plain: string;
  /** Files of both builds that the paths name. */
  files: readonly string[];
  /** Without `base`. */
  paths: readonly string[];
  /** Vite's. */
  base: string;
}

/**
 * Requests the same pages from both builds.
 *
 * @throws an Error if one of them does not start
 */
export async function verifyMarkup({ flat, plain, files, paths, base }: MarkupCheck): Promise<MarkupVerdict> {
  const directories = [flat, plain, plain];
  const artefacts = await Promise.all(directories.map((directory) => isolate(directory, files)));
  const servers: SmokeServer[] = [];
  try {
    for (const artefact of artefacts) servers.push(await startAs(artefact));
    const responses: PageResponses[] = [];
    for (const path of paths) {
      const [flat, ...plain] = await Promise.all(servers.map((server) => responseOf(server, base, path)));
      responses.push({ path, flat, plain });
    }
    return compareMarkup(responses);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all(artefacts.map((artefact) => artefact.remove()));
  }
}

/** @returns `undefined` if there is none in time */
async function responseOf(server: SmokeServer, base: string, path: string): Promise<string | undefined> {
  try {
    const response = await get(server, base, path);
    const html = await response.text();
    // Each listens on a port of its own.
    return `${response.status} ${html.replaceAll(server.origin, "http://localhost")}`;
  } catch {
    return undefined;
  }
}
