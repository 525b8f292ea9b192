import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PrerenderedPage } from "@bunsen/runtime/internal/prerender";
import type { StaticFile } from "@bunsen/runtime/internal/server-build";
import type { CompressionCache } from "../assets/compression-cache.ts";
import { describeFile, eachAtOnce } from "../assets/static-files.ts";
import { pageErrors } from "../diagnostics/page-errors.ts";
import { describeStack } from "../source-errors/terminal.ts";
import type { PageTime } from "../verify/slow-pages.ts";

/**
 * What the worker reports: whether `src/server.ts` asks for workers; a page; why the app cannot be loaded; or the message of an error about a page, with what the page
 * has thrown. Stacks name places in the sources.
 */
export type PrerenderMessage =
  | { asksForWorkers: boolean }
  | { page: PrerenderedPage }
  | { loadError: string }
  | { failure: string; cause: string | undefined };

type PrerenderFailure = Extract<PrerenderMessage, { loadError: string } | { failure: string }>;

/** What was rendered while the app was built. */
export interface Prerendered {
  /** By canonical URL path. */
  files: Record<string, StaticFile>;
  times: PageTime[];
}

const NONE: ReadonlySet<string> = new Set();

const WORKER = fileURLToPath(new URL("./prerender-worker.js", import.meta.url));

/**
 * Renders the pages that set `config.prerender` and writes them into the build, with the list that the server serves
 * them by. The built app runs in a process of its own: user code may change globals, which must not affect the build.
 *
 * @param directory the build, absolute: holds `server/app.js`
 * @param published files for browsers that the app does not know yet, by canonical URL path
 * @param root the project, absolute: messages show its sources
 * @param compressed by earlier builds
 * @throws {BunsenPluginError} if the app cannot be loaded, or a page cannot be rendered
 */
export async function prerender(
  directory: string,
  published: Record<string, StaticFile>,
  root: string,
  compressed: CompressionCache,
): Promise<Prerendered> {
  const target = join(directory, "prerendered");
  await rm(target, { recursive: true, force: true });
  const list = join(directory, "server", "prerendered.js");
  // The app imports the list of pages, also while they are rendered.
  await Bun.write(list, prerenderedModule({}, published, false));
  const { pages, asksForWorkers } = await renderInWorker(directory, root);
  const described = await eachAtOnce(pages, async ({ path: url, html, inline }) => {
    const path = `${url.replace(/^\/|\/$/g, "") || "index"}.html`;
    await mkdir(dirname(join(target, path)), { recursive: true });
    await Bun.write(join(target, path), html);
    const file = await describeFile(path, { directory: target, hashed: NONE, published: NONE, compressed });
    return [url, inline ? { ...file, inline } : file] as const;
  });
  const files: Record<string, StaticFile> = Object.fromEntries(described);
  const times: PageTime[] = pages.map(({ path, milliseconds }) => ({ path, milliseconds }));
  await Bun.write(list, prerenderedModule(files, published, asksForWorkers));
  return { files, times };
}

/** `dist/server/prerendered.js`: what `app.js` and `index.js` import. */
function prerenderedModule(
  prerendered: Record<string, StaticFile>,
  files: Record<string, StaticFile>,
  asksForWorkers: boolean,
): string {
  return `export const prerendered = ${JSON.stringify(prerendered)};
export const files = ${JSON.stringify(files)};
export const asksForWorkers = ${asksForWorkers};
`;
}

async function renderInWorker(
  directory: string,
  root: string,
): Promise<{ pages: PrerenderedPage[]; asksForWorkers: boolean }> {
  const pages: PrerenderedPage[] = [];
  let asksForWorkers = false;
  let failure: PrerenderFailure | undefined;
  const worker = Bun.spawn([process.execPath, "--no-install", WORKER, directory], {
    env: { ...process.env, NODE_ENV: "production" },
    stdout: "inherit",
    stderr: "inherit",
    ipc(message: PrerenderMessage) {
      if ("page" in message) pages.push(message.page);
      else if ("asksForWorkers" in message) asksForWorkers = message.asksForWorkers;
      else failure = message;
    },
  });
  const code = await worker.exited;
  if (failure) throw errorOf(failure, root);
  if (code !== 0) throw pageErrors.prerender(`Prerendering ended with exit code ${code}.`);
  return { pages, asksForWorkers };
}

function errorOf(failure: PrerenderFailure, root: string): Error {
  if ("loadError" in failure) return pageErrors.notLoaded(describeStack(failure.loadError, root));
  const cause = failure.cause === undefined ? undefined : describeStack(failure.cause, root);
  return pageErrors.prerender(failure.failure, cause);
}
