import { mapperOf, type StackMapper } from "@bunsen/runtime/internal/source-map";
import { describeStack } from "../source-errors/terminal.ts";
import { type IsolatedArtefact, isolate } from "./isolated-artefact.ts";
import { judge, type LogLine, type Outcome, type Verdict } from "./judge.ts";
import { planSmoke, type SmokeRequest, type SmokeSubject } from "./plan.ts";
import { type SmokeServer, startArtefact } from "./server.ts";
import type { PageTime } from "./slow-pages.ts";

const RESPONSE_MILLISECONDS = 5000;

/** How long pages are requested one after the other, so that no page waits for the rendering of another. */
const ALONE_MILLISECONDS = 5000;

/** How many pages are requested at once after that: each must respond in time. */
const PAGES_AT_ONCE = 8;

/** The result of a smoke test. */
export interface SmokeResult extends Verdict {
  /** Of the pages that responded. */
  times: PageTime[];
}

/**
 * Starts a build as on another machine, and requests its pages, files, an endpoint and a 404.
 *
 * @param artefact absolute path of the directory of the build, or of an executable
 * @param base what the paths of the app's URLs start with
 */
export async function smokeTest(artefact: string, subject: SmokeSubject, base: string): Promise<SmokeResult> {
  const requests = planSmoke(subject);
  const files = requests.flatMap(({ sends }) => sends ?? []);
  const isolated = await isolate(artefact, files);
  try {
    const server = await startAs(isolated);
    const outcomes = await sendAll(server, base, requests);
    await server.stop();
    const mapper = mapperOf(subject.directory);
    const log = server.log().map((line) => bySource(line, mapper, subject.root));
    return { ...judge(outcomes, log), times: timesOf(outcomes) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failures: [`The server did not start. ${reason}`], warnings: [], times: [] };
  } finally {
    await isolated.remove();
  }
}

/** A directory is tested without its source maps. */
function bySource(line: LogLine, mapper: StackMapper, root: string): LogLine {
  if (line.stack === undefined) return line;
  return { ...line, stack: describeStack(mapper.map(line.stack), root) };
}

/** Other requests come first, and load what all pages share. */
async function sendAll(
  server: SmokeServer,
  base: string,
  requests: readonly SmokeRequest[],
): Promise<Outcome[]> {
  const isPage = ({ kind }: SmokeRequest) => kind === "page";
  const together = (some: readonly SmokeRequest[]) =>
    Promise.all(some.map((request) => send(server, base, request)));
  const outcomes = await together(requests.filter((request) => !isPage(request)));
  const pages = requests.filter(isPage);
  const end = performance.now() + ALONE_MILLISECONDS;
  while (pages.length > 0) {
    outcomes.push(...(await together(pages.splice(0, performance.now() < end ? 1 : PAGES_AT_ONCE))));
  }
  return outcomes;
}

function timesOf(outcomes: readonly Outcome[]): PageTime[] {
  return outcomes
    .filter(({ request, status = 500 }) => request.kind === "page" && status < 300)
    .map(({ request, milliseconds }) => ({ path: request.path, milliseconds }));
}

/** Starts it as the user "nobody", unless that user cannot read Bun. */
export async function startAs(isolated: IsolatedArtefact): Promise<SmokeServer> {
  try {
    return await startArtefact(isolated);
  } catch (error) {
    if (isolated.user === undefined || !/EACCES|EPERM/.test(String(error))) throw error;
    return startArtefact({ ...isolated, user: undefined });
  }
}

/** Sends one request; no response is an outcome, too. */
export async function send(server: SmokeServer, base: string, request: SmokeRequest): Promise<Outcome> {
  const started = performance.now();
  try {
    const response = await get(server, base, request.path);
    const size = await sizeOf(response);
    const etag = response.headers.get("etag") ?? undefined;
    return { request, status: response.status, size, etag, milliseconds: performance.now() - started };
  } catch (error) {
    return { request, size: 0, milliseconds: performance.now() - started, failure: describe(error) };
  }
}

/** Bytes of a response; of a stream of events, which need not end, those that it begins with. */
async function sizeOf(response: Response): Promise<number> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
    return (await response.bytes()).byteLength;
  }
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return first?.value?.byteLength ?? 0;
}

/**
 * Requests a path like a browser that accepts no encodings.
 *
 * @param path without `base`
 * @throws an Error if there is no response in time
 */
export function get(server: SmokeServer, base: string, path: string): Promise<Response> {
  return fetch(server.origin + base.slice(0, -1) + path, {
    redirect: "manual",
    signal: AbortSignal.timeout(RESPONSE_MILLISECONDS),
    headers: { "accept-encoding": "identity", ...(server.host !== undefined && { host: server.host }) },
  });
}

function describe(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return `no response within ${RESPONSE_MILLISECONDS / 1000} s`;
  }
  return error instanceof Error ? error.message : String(error);
}
