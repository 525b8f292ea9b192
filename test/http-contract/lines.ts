import { CLOSE, dev, get, HOST, NEXT, type Row, request, row } from "./row.ts";

const STATUS = "Bun's node:http has another status for the same";
const line = (text: string): string => request(text, [HOST, CLOSE]);

/** RFC 9112 §3 */
export const REQUEST_LINE_ROWS: Row[] = [
  ...[
    "HTTP/1.2",
    "HTTP/2.0",
    "HTTP/1",
    "http/1.1",
    "HTTP/11",
    "HTTP/1.1x",
    "HTTP/1.1 ",
    "HTTP/0.9",
    "FTP/1.1",
  ].map((version) =>
    row(`the version ${JSON.stringify(version)}`, line(`GET /about ${version}`), 505, dev(400, STATUS)),
  ),
  row("HTTP/0.9", "GET /about\r\n\r\n", 505, dev(400, STATUS)),
  row("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
  row("a TLS handshake", "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", 400),
  row("two blanks", line("GET  /about HTTP/1.1"), 400),
  row("tabs", line("GET\t/about\tHTTP/1.1"), 505, dev(400, STATUS)),
  row("a blank in front", line(" GET /about HTTP/1.1"), 400),
  row(
    "an empty line in front, which we should ignore (§2.2)",
    `\r\n${NEXT}`,
    400,
    dev(200, "Bun's node:http ignores it"),
  ),
  row("junk in front", `x\r\n${NEXT}`, 400),
  row("line feeds alone", "GET /about HTTP/1.1\nHost: 127.0.0.1\n\n", 505, dev(400, STATUS)),
  row("two carriage returns", line("GET /about HTTP/1.1\r"), 505, dev(400, STATUS)),
  row("HTTP/1.0 that would be kept alive", request("GET /about HTTP/1.0", [HOST, CLOSE]), 200),
];

const BAD_LINES: [what: string, header: string][] = [
  ["a folded line", "X-A: a\r\n b"],
  ["a line folded by a tab", "X-A: a\r\n\tb"],
  ["NUL in a value", "X-A: a\0b"],
  ["NUL in a name", "X\0A: a"],
  ["a carriage return in a value", "X-A: a\rX-B: b"],
  ["a line feed in a value", "X-A: a\nX-B: b"],
  ["no colon", "X-A"],
  ["no name", ": a"],
  ["a blank before the colon", "X-A : a"],
  ["a tab before the colon", "X-A\t: a"],
  ["a blank in a name", "X A: a"],
  ["a byte beyond ASCII in a name", "X-\xe9: a"],
  ["a bracket in a name", "X(A): a"],
  ["an at sign in a name", "X@A: a"],
  ["a control character in a value", "X-A: a\x01b"],
  ["an escape in a value", "X-A: \x1b[2J"],
];

const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `X-${index}: a`);

/** RFC 9110 §5, RFC 9112 §5 */
export const HEADER_LINE_ROWS: Row[] = [
  ...BAD_LINES.map(([what, header]) => row(what, get("/about", header), 400)),
  row("a fold behind the request line", request("GET /about HTTP/1.1", [` ${HOST}`, CLOSE]), 400),
  row("DEL in a value", get("/about", "X-A: a\x7fb"), 200, dev(400, STATUS)),
  row("a byte beyond ASCII in a value", get("/api/seen", "X-A: \xe9"), {
    status: 200,
    body: { headers: { "x-a": "\u00e9" } },
  }),
  row("no value", get("/api/seen", "X-A:"), { status: 200, body: { headers: { "x-a": "" } } }),
  row("an underscore in a name is no dash", get("/api/seen", "X_A: 1", "X-A: 2"), {
    status: 200,
    body: { headers: { "x-a": "2", x_a: "1" } },
  }),
  row("a line twice", get("/api/seen", "X-A: 1", "x-a: 2"), {
    status: 200,
    body: { headers: { "x-a": "1, 2" } },
  }),
  row("Connection that would hide the Host", get("/api/seen", "Connection: Host"), {
    status: 200,
    body: { host: "127.0.0.1" },
  }),
  row("names of the prototype", get("/api/seen", "__proto__: 1", "constructor: 2"), {
    status: 200,
    body: { headers: { constructor: "2" }, polluted: "undefined" },
  }),
  row(
    "switches of other frameworks",
    get(
      "/about",
      "X-Middleware-Subrequest: 1",
      "Next-Router-State-Tree: x",
      "X-React-Router-SPA-Mode: yes",
      "Rsc: 1",
    ),
    {
      status: 200,
      body: /<h1>about/,
    },
  ),
  row(
    "the same before a guard",
    get(
      "/secret",
      "X-Middleware-Subrequest: src/middleware:src/middleware",
      "X-Original-URL: /about",
      "X-Rewrite-URL: /about",
    ),
    401,
  ),
  row(
    "another method by header",
    get("/api/any", "X-HTTP-Method-Override: DELETE", "X-Method-Override: PUT"),
    {
      status: 200,
      body: { method: "GET" },
    },
  ),
  row("another URL by header", get("/api/seen", "X-Original-URL: /secret", "X-Forwarded-Prefix: /x"), {
    status: 200,
    body: { url: "http://127.0.0.1/api/seen" },
  }),
  row("150 lines", get("/about", ...many(150)), 200),
  ...[250, 1000, 5000].map((count) => row(`${count} lines`, get("/about", ...many(count)), 431)),
  row("15 kB in a line", get("/about", `X-A: ${"a".repeat(15_000)}`), 200),
  row("64 kB in a line", get("/about", `X-A: ${"a".repeat(65_536)}`), 431),
  row("1 MB in a line", get("/about", `X-A: ${"a".repeat(1_048_576)}`), 431),
];
