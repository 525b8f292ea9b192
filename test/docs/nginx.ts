/**
 * The directives that the guide uses, all of which nginx 1.18 (Ubuntu 20.04) has. The judge is this list and no nginx: which
 * one a machine has, and whether it has one, must not decide.
 */
const DIRECTIVES = new Set(
  `upstream server keepalive map default listen server_name ssl_certificate ssl_certificate_key return location
  client_max_body_size proxy_pass proxy_http_version proxy_set_header proxy_buffering proxy_request_buffering
  proxy_read_timeout`.split(/\s+/),
);

/** Blocks whose lines are pairs of values, not directives. */
const TABLES = new Set(["map"]);

/** Directives that the nginx of many people does not have, and the version that brought them. */
const RECENT: Readonly<Record<string, string>> = { http2: "1.25.1", http3: "1.25.0", quic_retry: "1.25.0" };

const TOKEN = /#[^\n]*|"[^"]*"|[{};]|[^\s{};"]+/g;

/**
 * What is wrong with the form of an nginx configuration: braces, semicolons, names of directives.
 *
 * @returns a line for each fault; none for a configuration that nginx would read
 */
export function nginxFaults(text: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  let statement: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith("#")) continue;
    if (token !== "{" && token !== "}" && token !== ";") {
      statement.push(token);
      continue;
    }
    const [name = ""] = statement;
    const isPair = TABLES.has(open.at(-1) ?? "");
    if (token === "}") {
      if (statement.length > 0) faults.push(`"${statement.join(" ")}" does not end with ;`);
      if (open.pop() === undefined) faults.push("a } closes nothing");
    } else {
      if (!isPair && name in RECENT) faults.push(`"${name}" needs nginx ${RECENT[name]}`);
      else if (!isPair && !DIRECTIVES.has(name)) faults.push(`"${name}" is no directive`);
      if (token === "{") open.push(name);
    }
    statement = [];
  }
  if (open.length > 0) faults.push("a { is not closed");
  return faults;
}
