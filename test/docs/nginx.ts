/** The directives that the guide uses, so that a typo is found where there is no nginx. */
const DIRECTIVES = new Set(
  `upstream server keepalive map default listen http2 server_name ssl_certificate ssl_certificate_key return location
  client_max_body_size proxy_pass proxy_http_version proxy_set_header proxy_buffering proxy_request_buffering
  proxy_read_timeout`.split(/\s+/),
);

/** Blocks whose lines are pairs of values, not directives. */
const TABLES = new Set(["map"]);

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
      if (!isPair && !DIRECTIVES.has(name)) faults.push(`"${name}" is no directive`);
      if (token === "{") open.push(name);
    }
    statement = [];
  }
  if (open.length > 0) faults.push("a { is not closed");
  return faults;
}
