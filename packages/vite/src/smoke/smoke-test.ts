import { type IsolatedArtefact, isolate } from "./artefact.ts";
import { type Answer, judge, type Verdict } from "./judge.ts";
import { planSmoke, type Question, type SmokeSubject } from "./plan.ts";
import { type SmokeServer, startArtefact } from "./server.ts";

const ANSWER_MILLISECONDS = 5000;

/**
 * Starts a build as another machine would, and asks for one page of every kind, files, an endpoint and a 404.
 *
 * @param artefact absolute path of the directory of the build, or of an executable
 * @param base what the paths of the app's URLs start with
 */
export async function smokeTest(artefact: string, subject: SmokeSubject, base: string): Promise<Verdict> {
  const questions = planSmoke(subject);
  const files = questions.flatMap(({ sends }) => sends ?? []);
  const isolated = await isolate(artefact, files);
  try {
    const server = await startAs(isolated);
    const answers = await Promise.all(questions.map((question) => ask(server, base, question)));
    await server.stop();
    return judge(answers, server.log());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failures: [`The server did not start. ${reason}`], warnings: [] };
  } finally {
    await isolated.remove();
  }
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
  try {
    const response = await get(server, base, question.path);
    const { byteLength: size } = await response.bytes();
    const etag = response.headers.get("etag") ?? undefined;
    return { question, status: response.status, size, etag };
  } catch (error) {
    return { question, size: 0, failure: describe(error) };
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
