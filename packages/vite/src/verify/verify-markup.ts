import { isolate } from "./artefact.ts";
import { compareMarkup, type MarkupVerdict, type PageAnswers } from "./compare-markup.ts";
import type { SmokeServer } from "./server.ts";
import { get, startAs } from "./smoke-test.ts";

/** Two builds of the same sources, and what to ask both for. */
export interface MarkupCheck {
  /** Directory of the build, absolute. */
  flat: string;
  /** Directory of a build that leaves all rendering to React, absolute. */
  plain: string;
  /** Files of both that the paths ask for. */
  files: readonly string[];
  /** Without `base`. */
  paths: readonly string[];
  /** Vite's. */
  base: string;
}

/**
 * Asks both builds for the same pages.
 *
 * @throws an Error if one of them does not start
 */
export async function verifyMarkup({ flat, plain, files, paths, base }: MarkupCheck): Promise<MarkupVerdict> {
  const directories = [flat, plain, plain];
  const artefacts = await Promise.all(directories.map((directory) => isolate(directory, files)));
  const servers: SmokeServer[] = [];
  try {
    for (const artefact of artefacts) servers.push(await startAs(artefact));
    const answers: PageAnswers[] = [];
    for (const path of paths) {
      const [flat, ...plain] = await Promise.all(servers.map((server) => answerOf(server, base, path)));
      answers.push({ path, flat, plain });
    }
    return compareMarkup(answers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all(artefacts.map((artefact) => artefact.remove()));
  }
}

/** @returns `undefined` if there is none in time */
async function answerOf(server: SmokeServer, base: string, path: string): Promise<string | undefined> {
  try {
    const response = await get(server, base, path);
    const html = await response.text();
    // Each listens on a port of its own.
    return `${response.status} ${html.replaceAll(server.origin, "http://localhost")}`;
  } catch {
    return undefined;
  }
}
