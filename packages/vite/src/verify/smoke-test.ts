import { type IsolatedArtefact, isolate } from "./artefact.ts";
import { type Answer, judge, type Verdict } from "./judge.ts";
import { planSmoke, type Question, type SmokeSubject } from "./plan.ts";
import { type SmokeServer, startArtefact } from "./server.ts";
import type { PageTime } from "./slow-pages.ts";

const ANSWER_MILLISECONDS = 5000;

/** How long pages are asked for one after the other, so that none of them waits for another one's render. */
const ALONE_MILLISECONDS = 5000;

/** What came of a smoke test. */
export interface SmokeResult extends Verdict {
  /** Of the pages that were answered. */
  times: PageTime[];
}

/**
 * Starts a build as another machine would, and asks for one page of every kind, files, an endpoint and a 404.
 *
 * @param artefact absolute path of the directory of the build, or of an executable
 * @param base what the paths of the app's URLs start with
 */
export async function smokeTest(artefact: string, subject: SmokeSubject, base: string): Promise<SmokeResult> {
  const questions = planSmoke(subject);
  const files = questions.flatMap(({ sends }) => sends ?? []);
  const isolated = await isolate(artefact, files);
  try {
    const server = await startAs(isolated);
    const answers = await askAll(server, base, questions);
    await server.stop();
    return { ...judge(answers, server.log()), times: timesOf(answers) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failures: [`The server did not start. ${reason}`], warnings: [], times: [] };
  } finally {
    await isolated.remove();
  }
}

/** Everything else comes first, and loads what all pages share. */
async function askAll(server: SmokeServer, base: string, questions: readonly Question[]): Promise<Answer[]> {
  const isPage = ({ kind }: Question) => kind === "page";
  const together = (some: readonly Question[]) =>
    Promise.all(some.map((question) => ask(server, base, question)));
  const answers = await together(questions.filter((question) => !isPage(question)));
  const pages = questions.filter(isPage);
  const end = performance.now() + ALONE_MILLISECONDS;
  while (pages.length > 0 && performance.now() < end) {
    answers.push(...(await together(pages.splice(0, 1))));
  }
  return [...answers, ...(await together(pages))];
}

function timesOf(answers: readonly Answer[]): PageTime[] {
  return answers
    .filter(({ question, status = 500 }) => question.kind === "page" && status < 300)
    .map(({ question, milliseconds }) => ({ path: question.path, milliseconds }));
}

/** Starts it as nobody, unless Bun itself lies where nobody else can read it. */
export async function startAs(isolated: IsolatedArtefact): Promise<SmokeServer> {
  try {
    return await startArtefact(isolated);
  } catch (error) {
    if (isolated.user === undefined || !/EACCES|EPERM/.test(String(error))) throw error;
    return startArtefact({ ...isolated, user: undefined });
  }
}

/** Asks one question; a server that says nothing is an answer, too. */
export async function ask(server: SmokeServer, base: string, question: Question): Promise<Answer> {
  const started = performance.now();
  try {
    const response = await get(server, base, question.path);
    const { byteLength: size } = await response.bytes();
    const etag = response.headers.get("etag") ?? undefined;
    return { question, status: response.status, size, etag, milliseconds: performance.now() - started };
  } catch (error) {
    return { question, size: 0, milliseconds: performance.now() - started, failure: describe(error) };
  }
}

/**
 * Asks for a path as a browser would that knows no encodings.
 *
 * @param path without `base`
 * @throws an Error if there is no answer in time
 */
export function get(server: SmokeServer, base: string, path: string): Promise<Response> {
  return fetch(server.origin + base.slice(0, -1) + path, {
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    headers: { "accept-encoding": "identity", ...(server.host !== undefined && { host: server.host }) },
  });
}

function describe(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return `no answer within ${ANSWER_MILLISECONDS / 1000} s`;
  }
  return error instanceof Error ? error.message : String(error);
}
