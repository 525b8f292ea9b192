import type { SmokeRequest } from "./plan.ts";

/** The outcome of a request. */
export interface Outcome {
  request: SmokeRequest;
  /** `undefined` if there was no response in time. */
  status?: number;
  etag?: string;
  /** Bytes of the body. */
  size: number;
  /** From the request to the last byte. */
  milliseconds: number;
  /** Why there was no response. */
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

/** Errors that a missing database cannot cause. */
const MISTAKES = /\[(?:NOT_A_RESULT|UNKNOWN_RESULT|INVALID_RESULT|UNKNOWN_CONFIG|INVALID_CONFIG)\]$/m;

/**
 * Decides what the responses mean. What cannot be rendered or served is the build's fault, and so is a value that code
 * must never return. Other errors of a server function, a middleware or an endpoint may come from a missing database.
 */
export function judge(outcomes: readonly Outcome[], log: readonly LogLine[]): Verdict {
  const verdict: Verdict = { failures: [], warnings: [] };
  for (const outcome of outcomes) judgeOutcome(outcome, log, verdict);
  for (const line of log) {
    const { message, stack = "" } = line;
    if (/^The error page .* could not be rendered/.test(message))
      (isFault(line) ? verdict.failures : verdict.warnings).push(`${message} ${stack}`);
    // Some components throw on the server to be rendered by browsers alone.
    else if (/^A Suspense boundary of /.test(message)) verdict.warnings.push(`${message} ${stack}`);
  }
  return verdict;
}

function judgeOutcome(outcome: Outcome, log: readonly LogLine[], { failures, warnings }: Verdict): void {
  const { request, status, failure } = outcome;
  const what = request.file === undefined ? request.path : `${request.path} (${request.file})`;
  if (status === undefined) {
    (request.kind === "asset" ? failures : warnings).push(`${what}: ${failure}`);
    return;
  }
  const line = log.find(({ message }) => message === `GET ${request.path} failed.`);
  const reason = line?.stack ?? "see its log";
  switch (request.kind) {
    case "asset":
      judgeAsset(outcome, what, { failures, warnings });
      return;
    case "endpoint":
      if (status >= 500)
        (isFault(line) ? failures : warnings).push(`${what} responded with ${status}: ${reason}`);
      return;
    case "missing":
      if (status < 300) warnings.push(`${what} responded with ${status}, though no page has that path`);
      else if (status >= 500)
        (isFault(line) ? failures : warnings).push(`${what} responded with ${status}: ${reason}`);
      return;
    default:
      if (status >= 500)
        (isFault(line) ? failures : warnings).push(`${what} responded with ${status}: ${reason}`);
      else if (status === 200 && outcome.size === 0) failures.push(`${what} responded with an empty body`);
  }
}

function isFault(line: LogLine | undefined): boolean {
  return line?.phase === "render" || MISTAKES.test(line?.stack ?? "");
}

/** Files of `public/` and prerendered pages pass middleware, which may guard them or send something else. */
function judgeAsset({ request, status = 0, etag, size }: Outcome, what: string, verdict: Verdict): void {
  if (request.etag === undefined) {
    if (status >= 500) verdict.failures.push(`${what} responded with ${status} instead of the file`);
    else if (status === 404) verdict.warnings.push(`${what} responded with 404 instead of the file`);
    return;
  }
  if (status !== 200) verdict.failures.push(`${what} responded with ${status} instead of the file`);
  else if (etag !== request.etag || size === 0) verdict.failures.push(`${what} is another file`);
}
