import type { Question } from "./plan.ts";

/** What came of a question. */
export interface Answer {
  question: Question;
  /** `undefined` if there was no answer in time. */
  status?: number;
  etag?: string;
  /** Bytes of the body. */
  size: number;
  /** From the question to the last byte. */
  milliseconds: number;
  /** Why there was no answer. */
  failure?: string;
}

/** A line of the server's log, as `LOG=json` writes it. */
export interface LogLine {
  level?: string;
  message: string;
  phase?: string;
  host?: string;
  stack?: string;
}

/** What the smoke test found: `failures` end the build. */
export interface Verdict {
  failures: string[];
  warnings: string[];
}

/** Errors that no database would help against. */
const MISTAKES = /\[(?:NOT_A_RESULT|UNKNOWN_RESULT|INVALID_RESULT|UNKNOWN_CONFIG|INVALID_CONFIG)\]$/m;

/**
 * Decides what the answers mean. What cannot be rendered or served is the build's fault, and so is what code may never
 * return; what a server function, a middleware or an endpoint throws otherwise may be for want of a database.
 */
export function judge(answers: readonly Answer[], log: readonly LogLine[]): Verdict {
  const verdict: Verdict = { failures: [], warnings: [] };
  for (const answer of answers) judgeAnswer(answer, log, verdict);
  for (const { message, stack = "" } of log) {
    if (/^The error page .* could not be rendered/.test(message))
      verdict.failures.push(`${message} ${stack}`);
  }
  return verdict;
}

function judgeAnswer(answer: Answer, log: readonly LogLine[], { failures, warnings }: Verdict): void {
  const { question, status, failure } = answer;
  const what = question.file === undefined ? question.path : `${question.path} (${question.file})`;
  if (status === undefined) {
    (question.kind === "asset" ? failures : warnings).push(`${what}: ${failure}`);
    return;
  }
  const line = log.find(({ message }) => message === `GET ${question.path} failed.`);
  const reason = line?.stack ?? "see its log";
  switch (question.kind) {
    case "asset":
      judgeAsset(answer, what, { failures, warnings });
      return;
    case "endpoint":
      if (status >= 500) (isFault(line) ? failures : warnings).push(`${what} answered ${status}: ${reason}`);
      return;
    case "missing":
      if (status < 300) warnings.push(`${what} answered ${status}, though no page has that path`);
      else if (status >= 500)
        (isFault(line) ? failures : warnings).push(`${what} answered ${status}: ${reason}`);
      return;
    default:
      if (status >= 500) (isFault(line) ? failures : warnings).push(`${what} answered ${status}: ${reason}`);
      else if (status === 200 && answer.size === 0) failures.push(`${what} answered with nothing`);
  }
}

function isFault(line: LogLine | undefined): boolean {
  return line?.phase === "render" || MISTAKES.test(line?.stack ?? "");
}

/** Files of `public/` and prerendered pages pass middleware, which may guard them or send something else. */
function judgeAsset({ question, status = 0, etag, size }: Answer, what: string, verdict: Verdict): void {
  if (question.etag === undefined) {
    if (status >= 500) verdict.failures.push(`${what} answered ${status} instead of the file`);
    else if (status === 404) verdict.warnings.push(`${what} answered 404 instead of the file`);
    return;
  }
  if (status !== 200) verdict.failures.push(`${what} answered ${status} instead of the file`);
  else if (etag !== question.etag || size === 0) verdict.failures.push(`${what} is another file`);
}
