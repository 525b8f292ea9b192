import { ask, CLOSE, dev, HOST, OWN_PAGE, type Row, request, row } from "./row.ts";

const SEEN = "/api/seen?a=1";
const withHost = (...hosts: string[]): string =>
  request(`GET ${SEEN} HTTP/1.1`, [...hosts.map((host) => `Host: ${host}`), CLOSE]);

const VITE = "Vite answers no host that it does not know, before anybody else is asked";
const refusedByVite = dev(403, VITE);

/** What is sent, and the origin that the app sees, twice: in `ctx.url` and in `ctx.req.url`. */
const GOOD: [host: string, origin: string, more?: Partial<Row>][] = [
  ["localhost", "http://localhost"],
  ["LOCALHOST", "http://localhost", refusedByVite],
  ["localhost.", "http://localhost.", refusedByVite],
  ["localhost\t", "http://localhost"],
  ["localhost:", "http://localhost"],
  ["localhost:80", "http://localhost"],
  ["localhost:080", "http://localhost"],
  ["localhost:0", "http://localhost:0"],
  ["127.0.0.1:65535", "http://127.0.0.1:65535"],
  ["127.1", "http://127.0.0.1", refusedByVite],
  ["0x7f.1", "http://127.0.0.1", refusedByVite],
  ["2130706433", "http://127.0.0.1", refusedByVite],
  ["[::1]", "http://[::1]"],
  ["[::1]:8080", "http://[::1]:8080"],
  ["[0:0::1]", "http://[::1]"],
  ["[::ffff:127.0.0.1]", "http://[::ffff:7f00:1]"],
  ["a_b.localhost", "http://a_b.localhost"],
  ["xn--80ak6aa92e.localhost", "http://xn--80ak6aa92e.localhost"],
];

const BAD: [host: string, what: string, more?: Partial<Row>][] = [
  ["", "an empty one", refusedByVite],
  ["user@localhost", "a user", refusedByVite],
  ["user:secret@localhost", "a user with a password", refusedByVite],
  ["localhost:abc", "letters for a port"],
  ["localhost:-1", "a negative port"],
  ["localhost:+80", "a port with a sign"],
  ["localhost: 80", "a space before the port"],
  ["localhost:99999", "a port above 65535"],
  ["localhost:80:80", "two ports"],
  ["localhost/foo", "a path", refusedByVite],
  ["localhost:3000/foobar", "a port and a path"],
  ["good:x/../", "a path that climbs", refusedByVite],
  ["localhost?x", "a query", refusedByVite],
  ["localhost#x", "a fragment", refusedByVite],
  ["localhost\\x", "a backslash", refusedByVite],
  ["http://localhost", "a URL", refusedByVite],
  ["a,b", "two in one line", refusedByVite],
  ["localhost, localhost", "the same one twice in one line", refusedByVite],
  ["a b", "a space", refusedByVite],
  ["[::1", "half a bracket", refusedByVite],
  ["::1", "IPv6 without brackets", refusedByVite],
  ["[::g]", "no hexadecimal digits", refusedByVite],
  ["[localhost]", "a name in brackets", refusedByVite],
  ["[::1%25eth0]", "a zone"],
  ["..", "dots", refusedByVite],
  ["a..b", "an empty label", refusedByVite],
  [".localhost", "a dot in front"],
  ["-x.localhost", "a dash in front"],
  ["*.localhost", "a pattern"],
  ["%6cocalhost", "percent-encoding", refusedByVite],
  ["localhost%00", "an encoded NUL", refusedByVite],
  ['"localhost"', "quotes", refusedByVite],
  ["<script>", "a tag", refusedByVite],
  ["\xe9vil.localhost", "a byte beyond ASCII"],
  ["256.256.256.256", "no IPv4 address", refusedByVite],
  [`${"a".repeat(300)}.localhost`, "300 characters"],
  ["localhost\x01", "a control character"],
  ["localhost\0", "NUL"],
];

/** RFC 9112 §3.2, RFC 9110 §7.2. */
export const HOST_ROWS: Row[] = [
  ...GOOD.map(([host, origin, more]) => {
    const url = `${origin}/api/seen?a=1`;
    return row(`Host: ${host}`, withHost(host), { status: 200, body: { url, requestUrl: url } }, more);
  }),
  ...BAD.map(([host, what, more]) =>
    row(`a Host with ${what}: ${host.slice(0, 30)}`, withHost(host), 400, more),
  ),
  row("no Host", request(`GET ${SEEN} HTTP/1.1`, [CLOSE]), 400),
  row(
    "no Host in HTTP/1.0, where it may be missing, but who is meant?",
    request(`GET ${SEEN} HTTP/1.0`),
    400,
  ),
  row("HTTP/1.0 with a Host", request(`GET ${SEEN} HTTP/1.0`, [HOST]), 200),
  row("two Host lines", withHost("localhost", "evil.example"), 400),
  row("the same Host line twice", withHost("localhost", "localhost"), 400),
  row("a good Host line after a bad one", withHost("a b", "localhost"), 400, refusedByVite),
  row("a space before the colon of Host", request("GET / HTTP/1.1", ["Host : localhost", CLOSE]), 400),
  row(
    "no Host, but X-Forwarded-Host",
    request("GET / HTTP/1.1", ["X-Forwarded-Host: localhost", CLOSE]),
    400,
  ),
];

const absolute = (target: string, ...hosts: string[]): string =>
  request(`GET ${target} HTTP/1.1`, [...hosts.map((host) => `Host: ${host}`), CLOSE]);

const seenAt = (url: string) => ({ status: 200, body: { url, requestUrl: url } });

/** A request target in absolute form (RFC 9112 §3.2.2): the Host decides, as for every other one. */
export const ABSOLUTE_FORM_ROWS: Row[] = [
  ...[
    "http://localhost",
    "HTTP://localhost",
    "http://evil.example",
    "https://localhost",
    "http://x:99999",
  ].map((authority) =>
    row(
      `${authority} in the target`,
      absolute(`${authority}${SEEN}`, "localhost"),
      seenAt(`http://localhost${SEEN}`),
    ),
  ),
  row(
    "a user in the target",
    absolute(`http://u:p@localhost${SEEN}`, "localhost"),
    seenAt(`http://localhost${SEEN}`),
  ),
  row(
    "dots behind the authority",
    absolute(`http://localhost/x/..${SEEN}`, "localhost"),
    seenAt(`http://localhost${SEEN}`),
  ),
  row("an authority alone", absolute("http://localhost", "localhost"), { status: 200, body: /<h1>home/ }),
  row("an authority with a query", absolute("http://localhost?x=1", "localhost"), {
    status: 200,
    body: /<h1>home/,
  }),
  row("without a Host", absolute(`http://localhost${SEEN}`), 400),
  row("with a bad Host", absolute(`http://localhost${SEEN}`, "a b"), 400, refusedByVite),
  row("of another scheme", absolute(`ftp://localhost${SEEN}`, "localhost"), 400),
  row("to a guarded page", absolute("http://evil.example/secret", "localhost"), 401),
];

/** Probes call a machine by its address. */
export const HEALTH_ROWS: Row[] = [
  row(
    "a probe with a strange Host",
    request("GET /_bunsen/live HTTP/1.1", ["Host: a b", CLOSE]),
    200,
    refusedByVite,
  ),
  row("a probe without a Host", request("GET /_bunsen/live HTTP/1.1", [CLOSE]), 400),
  row("a probe in HTTP/1.0", request("GET /_bunsen/live HTTP/1.0"), 200),
  row("a probe with a query", ask("GET", "/_bunsen/live?x"), { status: 200, body: "live" }),
  row("a probe with a slash", ask("GET", "/_bunsen/live/"), 308),
  row("readiness", ask("GET", "/_bunsen/ready"), { status: 200, body: "ready" }),
  ...["POST", "DELETE", "OPTIONS"].map((method) =>
    row(`${method} of a health path`, request(`${method} /_bunsen/live HTTP/1.1`, [HOST, CLOSE, OWN_PAGE]), {
      status: 405,
      headers: { allow: "GET, HEAD" },
    }),
  ),
];
