import type { IncomingMessage } from "node:http";
import { logEvents, warnOnce } from "@bunsen/runtime/internal/log-events";
import type { Connect, ErrorPayload, ViteDevServer } from "vite";
import { browserErrorPayload } from "./browser-errors.ts";
import { PAGE_NAME } from "./dashboard/middleware.ts";
import { originForm, targetOf } from "./node-http.ts";

/** Bytes of one report. */
const LARGEST_REPORT = 65_536;
/** Violations that are reported; more would only fill the terminal. */
const MOST_VIOLATIONS = 200;
/** Pages whose last violation a tab may still request. */
const MOST_PAGES = 50;

/** What a browser reports (https://www.w3.org/TR/CSP3/#deprecated-serialize-violation), as far as it is used. */
interface PolicyReport {
  readonly "document-uri": string;
  readonly "effective-directive": string;
  readonly "blocked-uri": string;
  readonly "source-file"?: string;
  readonly "line-number"?: number;
  readonly "column-number"?: number;
}

/** Path that the policy of a page in development names. */
export function policyReportPath(base: string): string {
  return `${base}${PAGE_NAME}/policy`;
}

/** Receives policy reports of browsers in development, and shows them in the terminal and the tab. */
export function policyReports(server: ViteDevServer): Connect.NextHandleFunction {
  const place = policyReportPath(server.config.base);
  const violations = new Violations(server);
  return (request, response, next) => {
    if (originForm(targetOf(request)) !== place) return next();
    // Of this type no page of another site can send anything without asking first.
    const isReport =
      request.method === "POST" && request.headers["content-type"]?.startsWith("application/csp-report");
    const taken = isReport ? readReport(request) : Promise.resolve(undefined);
    taken
      .then((report) => {
        if (report) violations.add(report);
        response.statusCode = report ? 204 : 400;
        response.end();
      })
      .catch(next);
  };
}

async function readReport(request: IncomingMessage): Promise<PolicyReport | undefined> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > LARGEST_REPORT) return undefined;
  }
  return parseReport(text);
}

/** A report, checked: every program on this machine can send one. */
function parseReport(text: string): PolicyReport | undefined {
  let value: { "csp-report"?: Partial<PolicyReport> } | null;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const report = value?.["csp-report"];
  const isText = (each: unknown) => typeof each === "string";
  return isText(report?.["document-uri"]) &&
    isText(report?.["effective-directive"]) &&
    isText(report?.["blocked-uri"])
    ? (report as PolicyReport)
    : undefined;
}

/** Reported violations, for tabs that are not connected yet. */
class Violations {
  readonly #server: ViteDevServer;
  readonly #told = new Set<string>();
  readonly #last = new Map<string, { at: number; error: ErrorPayload["err"] }>();

  constructor(server: ViteDevServer) {
    this.#server = server;
    server.environments.client?.hot.on(
      "bunsen:violations",
      ({ page, since }: { page: string; since: number }, client) => {
        const last = this.#last.get(page);
        if (last && last.at >= since) client.send("bunsen:violation", { page, error: last.error });
      },
    );
  }

  add(report: PolicyReport): void {
    const { client } = this.#server.environments;
    if (!client || isOfVite(report, this.#server.config.base)) return;
    const event = describeViolation(report);
    if (this.#told.size < MOST_VIOLATIONS) {
      this.#told.add(event.message);
      warnOnce(event);
    }
    const page = report["document-uri"];
    const error = browserErrorPayload({ message: event.message, stack: frameOf(report) }, client);
    this.#last.delete(page);
    this.#last.set(page, { at: Date.now(), error });
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= MOST_PAGES) break;
      this.#last.delete(oldest);
    }
    client.hot.send("bunsen:violation", { page, error });
  }
}

/** Violations of Vite's own scripts do not concern the app. */
function isOfVite({ "source-file": source = "" }: PolicyReport, base: string): boolean {
  return (URL.parse(String(source))?.pathname ?? "").startsWith(`${base}@vite/`);
}

function frameOf(report: PolicyReport): string {
  const { "source-file": source, "line-number": line, "column-number": column } = report;
  return source && line ? `    at ${source}:${line}:${column ?? 1}` : "";
}

/** The log event for a violation, with advice on how to fix it. */
function describeViolation(report: PolicyReport) {
  const directive = report["effective-directive"];
  const blocked = report["blocked-uri"];
  const page = URL.parse(report["document-uri"])?.pathname ?? report["document-uri"];
  return logEvents.policyViolation(page, directive, blockedText(blocked), adviceFor(directive, blocked));
}

function blockedText(blocked: string): string {
  return blocked === "inline" || blocked === "eval" ? `${blocked} code` : blocked;
}

function adviceFor(directive: string, blocked: string): string {
  if (blocked !== "inline")
    return `If it is yours, name it in csp.directives["${directive}"] of src/server.ts.`;
  switch (directive) {
    case "style-src-attr":
      return `Use a class instead of style={{ … }}, or set csp.directives["style-src-attr"] to "'unsafe-inline'".`;
    case "style-src-elem":
      return "If it is yours, put it into a .css file, name its text in csp.inlineStyles, or give it nonce={ctx.nonce}.";
    default:
      return "If it is yours, put it into a file, name its text in csp.inlineScripts, or give it nonce={ctx.nonce}.";
  }
}
