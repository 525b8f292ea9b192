import { dev, NEXT_ANSWER, pipelined, type Row, row } from "./row.ts";

const HELLO = { status: 200, body: { text: "hello" } };
const chunked = (body: string): string =>
  pipelined("POST", "/api/text", ["Transfer-Encoding: chunked"], body);

/** Bodies that are read as `hello`, with another request behind them. */
const GOOD: [what: string, body: string][] = [
  ["one chunk", "5\r\nhello\r\n0\r\n\r\n"],
  ["many chunks", "1\r\nh\r\n2\r\nel\r\n2\r\nlo\r\n0\r\n\r\n"],
  ["zeros in front", "0005\r\nhello\r\n000\r\n\r\n"],
  ["an extension", "5;a=b\r\nhello\r\n0;x\r\n\r\n"],
  ["an extension in quotes", '5;a="b;c"\r\nhello\r\n0\r\n\r\n'],
];

const BAD: [what: string, body: string][] = [
  ["a size with a blank behind it", "5 \r\nhello\r\n0\r\n\r\n"],
  ["a size with a blank before it", " 5\r\nhello\r\n0\r\n\r\n"],
  ["a size with a sign", "+5\r\nhello\r\n0\r\n\r\n"],
  ["a negative size", "-5\r\nhello\r\n0\r\n\r\n"],
  ["0x before a size", "0x5\r\nhello\r\n0\r\n\r\n"],
  ["letters for a size", "g\r\nhello\r\n0\r\n\r\n"],
  ["a letter behind a size", "5h\r\nhello\r\n0\r\n\r\n"],
  ["no size", "\r\nhello\r\n0\r\n\r\n"],
  ["line feeds alone", "5\nhello\n0\n\n"],
  ["a line feed behind the size", "5\nhello\r\n0\r\n\r\n"],
  ["a carriage return behind the size", "5\rhello\r\n0\r\n\r\n"],
  ["a line feed behind the data", "5\r\nhello\n0\r\n\r\n"],
  ["more data than the size says", "5\r\nhelloxx\r\n0\r\n\r\n"],
  ["less data than the size says", "5\r\nhel\r\n0\r\n\r\n"],
  ["a size of 64 bits", "ffffffffffffffff\r\nhello\r\n0\r\n\r\n"],
  ["a size beyond 64 bits", "fffffffffffffffff5\r\nhello\r\n0\r\n\r\n"],
  ["a line break in an extension", '5;a="\r\nhello"\r\n0\r\n\r\n'],
  ["a line feed in an extension", "5;a\nb\r\nhello\r\n0\r\n\r\n"],
  ["a carriage return in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n"],
];

const NO_TRAILERS = "Bun's node:http reads trailers, Bun's server answers and takes them for a bad request";

/** RFC 9112 §7.1: the second request is answered only if both sides agree where the body ended. */
export const CHUNK_ROWS: Row[] = [
  ...GOOD.map(([what, body]) => row(what, chunked(body), [HELLO, NEXT_ANSWER])),
  row("a size in capitals", chunked("A\r\nhellohello\r\n0\r\n\r\n"), [
    { status: 200, body: { text: "hellohello" } },
    NEXT_ANSWER,
  ]),
  row("nothing but the end", chunked("0\r\n\r\n"), [{ status: 200, body: { text: "" } }, NEXT_ANSWER]),
  row("a second end", chunked("0\r\n\r\n0\r\n\r\n"), [{ status: 200, body: { text: "" } }, 400]),
  ...BAD.map(([what, body]) => row(what, chunked(body), 400)),
  row("20 kB of extension", chunked(`5;${"a".repeat(20_000)}\r\nhello\r\n0\r\n\r\n`), 413),
  row(
    "a trailer",
    chunked("5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n"),
    [HELLO, 400],
    dev([HELLO, NEXT_ANSWER], NO_TRAILERS),
  ),
  ...(
    [
      ["a trailer that would change the request", "Host: evil.example\r\nContent-Length: 5\r\n"],
      ["a trailer without a colon", "bad line\r\n"],
      ["a request in place of a trailer", "GET /api/any HTTP/1.1\r\nHost: 127.0.0.1\r\n"],
    ] as const
  ).map(([what, trailer]) =>
    row(what, chunked(`5\r\nhello\r\n0\r\n${trailer}\r\n`), [HELLO, 400], dev(400, NO_TRAILERS)),
  ),
  row(
    "100 kB of trailer",
    chunked(`5\r\nhello\r\n0\r\nX: ${"a".repeat(100_000)}\r\n\r\n`),
    [HELLO, 400],
    dev(431, NO_TRAILERS),
  ),
];
