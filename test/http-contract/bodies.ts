import {
  ask,
  CLOSE,
  dev,
  HOST,
  NEXT,
  NEXT_ANSWER,
  OWN_PAGE,
  pipelined,
  type Row,
  request,
  row,
} from "./row.ts";

const CHUNKED = "Transfer-Encoding: chunked";
const LENGTH = "Content-Length: 5";
const CHUNKS = "5\r\nhello\r\n0\r\n\r\n";

/** Bodies that nobody reads: they end where they say, and are no request. */
const UNREAD: Row[] = (
  [
    ["GET", "/api/named", 200],
    ["GET", "/about", 200],
    ["GET", "/digits.txt", 200],
    ["DELETE", "/api/any", 200],
    ["OPTIONS", "/api/any", 204],
    ["POST", "/api/unread", 200],
    ["POST", "/about", 405],
    ["POST", "/digits.txt", 405],
    ["POST", "/nowhere", 404],
    ["POST", "/secret", 401],
    ["POST", "/%ff", 400],
    ["POST", "/about/", 308],
  ] as const
).flatMap(([method, target, status]) => [
  row(`${method} ${target} with a body`, pipelined(method, target, [LENGTH], "hello"), [status, NEXT_ANSWER]),
  row(`${method} ${target} with chunks`, pipelined(method, target, [CHUNKED], CHUNKS), [status, NEXT_ANSWER]),
  row(
    `${method} ${target} with a request for a body`,
    pipelined(method, target, [`Content-Length: ${NEXT.length}`], NEXT),
    [status, NEXT_ANSWER],
  ),
]);

/** More than any buffer takes in before somebody reads. */
const LARGE = "x".repeat(5_000_000);

/** The same with uploads, which are refused while they come in. */
const REFUSED: Row[] = (
  [
    ["/api/unread", 200],
    ["/about", 405],
    ["/nowhere", 404],
    ["/secret", 401],
    ["/api/small", 413],
    ["/small", 413],
  ] as const
).map(([target, status]) =>
  row(
    `POST ${target} with an upload`,
    pipelined("POST", target, ["Content-Type: text/plain", `Content-Length: ${LARGE.length}`], LARGE),
    [status, NEXT_ANSWER],
  ),
);

const LONG = "x".repeat(2000);
const LONG_CHUNKS = `3e8\r\n${LONG.slice(1000)}\r\n3e8\r\n${LONG.slice(1000)}\r\n0\r\n\r\n`;
const TEXT = "Content-Type: text/plain";

/** `maxRequestBodyMB`, with a length and without: the answer names the limit or what happened, and no more. */
const LIMITS: Row[] = [
  ...["/api/small", "/small"].flatMap((target) => [
    row(
      `${target}, too long by its length`,
      pipelined("POST", target, [TEXT, "Content-Length: 2000"], LONG),
      [413, NEXT_ANSWER],
    ),
    row(`${target}, too long by its chunks`, pipelined("POST", target, [TEXT, CHUNKED], LONG_CHUNKS), [
      413,
      NEXT_ANSWER,
    ]),
    row(`${target}, within the limit`, pipelined("POST", target, [TEXT, LENGTH], "hello"), [
      200,
      NEXT_ANSWER,
    ]),
    row(
      `${target}, one byte beyond it`,
      pipelined("POST", target, [TEXT, "Content-Length: 1049"], LONG.slice(0, 1049)),
      [413, NEXT_ANSWER],
    ),
    row(
      `${target}, announced and not sent`,
      request(`POST ${target} HTTP/1.1`, [HOST, OWN_PAGE, TEXT, "Content-Length: 20000000000"], "x"),
      413,
      {
        staysOpen: true,
      },
    ),
  ]),
  row(
    "the limit of every route",
    request("POST /api/text HTTP/1.1", [HOST, OWN_PAGE, "Content-Length: 10485761"], "x"),
    413,
    {
      staysOpen: true,
    },
  ),
];

/** RFC 9110 §10.1.1 */
const EXPECT: Row[] = [
  row("Expect: 100-continue", pipelined("POST", "/api/text", [LENGTH, "Expect: 100-continue"], "hello"), [
    { status: 200, body: { text: "hello" } },
    NEXT_ANSWER,
  ]),
  row("Expect: 100-Continue", pipelined("POST", "/api/text", [LENGTH, "Expect: 100-Continue"], "hello"), [
    { status: 200, body: { text: "hello" } },
    NEXT_ANSWER,
  ]),
  row("Expect without a body", ask("GET", "/about", ["Expect: 100-continue"]), 200),
  row(
    "Expect with a body that is too long",
    request("POST /api/small HTTP/1.1", [HOST, OWN_PAGE, "Content-Length: 5000", "Expect: 100-continue"]),
    413,
    {
      staysOpen: true,
    },
  ),
  row(
    "an expectation that nobody knows",
    pipelined("POST", "/api/text", [LENGTH, "Expect: 200-ok"], "hello"),
    [{ status: 200, body: { text: "hello" } }, NEXT_ANSWER],
    dev([417, NEXT_ANSWER], "Node refuses what Bun ignores"),
  ),
];

const typed = (type: string, body: string): string =>
  request(
    "POST /api/body HTTP/1.1",
    [HOST, OWN_PAGE, CLOSE, `Content-Type: ${type}`, `Content-Length: ${body.length}`],
    body,
  );

const MULTIPART = "multipart/form-data; boundary=x";
const part = (name: string, value: string): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** What `ctx.body` makes of hostile bodies. */
const PARSED: Row[] = [
  ...["{", "{a:1}", "\0", "[1,]", "", "\xff", "NaN", '{"a":1}x'].map((body) =>
    row(`the JSON ${JSON.stringify(body)}`, typed("application/json", body), body === "" ? 200 : 400),
  ),
  row(
    "prototype keys in JSON",
    typed("application/json", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
    {
      status: 200,
      body: { polluted: "undefined" },
    },
  ),
  ...['{"\\u005f_proto__":{"polluted":1}}', '{"a":{"constructor":{"\\u0070rototype":{"polluted":1}}}}'].map(
    (body) =>
      row(`prototype keys in other spellings: ${body}`, typed("application/json", body), {
        status: 200,
        body: /^(?!.*polluted":1)/,
      }),
  ),
  row(
    "prototype keys in a form",
    typed("application/x-www-form-urlencoded", "__proto__[polluted]=1&__proto__.polluted=1&a=1"),
    {
      status: 200,
      body: {
        polluted: "undefined",
        form: [
          ["__proto__[polluted]", "1"],
          ["__proto__.polluted", "1"],
          ["a", "1"],
        ],
      },
    },
  ),
  row("a form in parts", typed(MULTIPART, `${part("a", "1")}${part("__proto__", "2")}--x--\r\n`), {
    status: 200,
    body: {
      form: [
        ["a", "1"],
        ["__proto__", "2"],
      ],
    },
  }),
  row("no boundary", typed("multipart/form-data", part("a", "1")), 400),
  row("another boundary", typed("multipart/form-data; boundary=y", part("a", "1")), 400),
  row("parts without an end", typed(MULTIPART, part("a", "1")), 400),
  row("10,000 deep", typed("application/json", `${"[".repeat(10_000)}${"]".repeat(10_000)}`), 200),
  ...["[", '{"a":', '[{"a":'].map((level) =>
    row(`100,000 deep: ${level}`, typed("application/json", level.repeat(100_000)), 400),
  ),
  row(
    "100,000 deep and whole",
    typed("application/json", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`),
    400,
  ),
  row("no type", request("POST /api/body HTTP/1.1", [HOST, OWN_PAGE, CLOSE, LENGTH], "hello"), 200),
];

const FORM = "application/x-www-form-urlencoded";
const form = (body: string): string =>
  request(
    "POST /form HTTP/1.1",
    [HOST, OWN_PAGE, CLOSE, `Content-Type: ${FORM}`, `Content-Length: ${body.length}`],
    body,
  );

/** A page's companion answers forms, without JavaScript. */
const FORMS: Row[] = [
  row("a form", form("name=Ada"), { status: 303, headers: { location: "/about" } }),
  row("a form with an empty field", form("name="), { status: 422, body: /a name is missing/ }),
  row("a form in which nothing is ticked, so that its body is empty", form(""), 422),
  row("a form of another kind", form("\0\xff%zz&&==&name"), 422),
];

export const BODY_ROWS: Row[] = [...UNREAD, ...REFUSED, ...LIMITS, ...EXPECT, ...PARSED, ...FORMS];
