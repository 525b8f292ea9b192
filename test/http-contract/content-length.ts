import { dev, HOST, NEXT, NEXT_ANSWER, OWN_PAGE, pipelined, type Row, request, row } from "./row.ts";

const HELLO = { status: 200, body: { text: "hello" } };
const post = (headers: string[], body = "hello"): string => pipelined("POST", "/api/text", headers, body);

/** Lengths that name the five bytes. */
const GOOD = [
  "Content-Length: 5",
  "content-length:5",
  "CONTENT-LENGTH: 05",
  "Content-Length:\t5",
  "Content-Length: 5 ",
];

const BAD = [
  "+5",
  "-5",
  "0x5",
  "5.0",
  "5e0",
  "5 5",
  "5,5",
  "5, 5",
  "5, 6",
  "5;x",
  "abc",
  "",
  "\v5",
  "\x0c5",
  "99999999999999999999",
  "9223372036854775808",
  "18446744073709551621",
];

/** RFC 9112 §6.3. Behind each body comes a second request: what is answered shows where the first one ended. */
export const CONTENT_LENGTH_ROWS: Row[] = [
  ...GOOD.map((line) => row(line, post([line]), [HELLO, NEXT_ANSWER])),
  ...BAD.map((length) =>
    row(`Content-Length: ${JSON.stringify(length)}`, post([`Content-Length: ${length}`]), 400),
  ),
  row("the same length twice", post(["Content-Length: 5", "Content-Length: 5"]), [HELLO, NEXT_ANSWER]),
  row("two lengths", post(["Content-Length: 5", "Content-Length: 6"]), 400),
  row("two lengths, the first one 0", post(["Content-Length: 0", "Content-Length: 5"]), 400),
  row("a space before the colon", post(["Content-Length : 5"]), 400),
  row("another header that looks alike", post(["Content_Length: 5"], ""), [
    { status: 200, body: { text: "" } },
    NEXT_ANSWER,
  ]),
  row("no length and no body", post([], ""), [{ status: 200, body: { text: "" } }, NEXT_ANSWER]),
  row("a length of 0 with the next request behind it", post(["Content-Length: 0"], ""), [
    { status: 200, body: { text: "" } },
    NEXT_ANSWER,
  ]),
  row("a body that is a request is a body", post([`Content-Length: ${NEXT.length}`], NEXT), [
    { status: 200, body: { text: NEXT } },
    NEXT_ANSWER,
  ]),
  row("no number can hold it exactly", post(["Content-Length: 9007199254740993"]), 413, {
    ...dev(413, "Bun itself refuses it elsewhere, and closes"),
    staysOpen: true,
  }),
];

const CHUNKED = "Transfer-Encoding: chunked";
const CHUNKS = "5\r\nhello\r\n0\r\n\r\n";
const LENIENT = "Bun's node:http looks at the last coding only";

/** RFC 9112 §6.1: what two programs in a row could read differently is refused, and the connection closed. */
export const SMUGGLING_ROWS: Row[] = [
  row("chunked", post([CHUNKED], CHUNKS), [HELLO, NEXT_ANSWER]),
  row("Chunked, in another case", post(["transfer-encoding: Chunked"], CHUNKS), [HELLO, NEXT_ANSWER]),
  row("chunked with blanks behind it", post(["Transfer-Encoding: chunked \t"], CHUNKS), [HELLO, NEXT_ANSWER]),
  row("chunked in a list with empty members", post(["Transfer-Encoding: ,chunked,"], CHUNKS), [
    HELLO,
    NEXT_ANSWER,
  ]),
  row("chunked and a length", post([CHUNKED, "Content-Length: 5"], CHUNKS), 400),
  row("a length and chunked", post(["Content-Length: 5", CHUNKED], CHUNKS), 400),
  row("CL.TE: a length that hides a request", post(["Content-Length: 5", CHUNKED], "0\r\n\r\n"), 400),
  row(
    "TE.CL: chunks that hide a request",
    post([CHUNKED, "Content-Length: 4"], "5c\r\nGET /secret HTTP/1.1\r\n"),
    400,
  ),
  row("chunked twice", post([CHUNKED, CHUNKED], CHUNKS), 400),
  row("chunked, chunked", post(["Transfer-Encoding: chunked, chunked"], CHUNKS), 400),
  row("chunked, then identity", post([CHUNKED, "Transfer-Encoding: identity"], CHUNKS), 400),
  row("identity", post(["Transfer-Encoding: identity"], CHUNKS), 400),
  row("identity and a length", post(["Transfer-Encoding: identity", "Content-Length: 5"]), 400),
  row(
    "gzip, then chunked",
    post(["Transfer-Encoding: gzip, chunked"], CHUNKS),
    400,
    dev([HELLO, NEXT_ANSWER], LENIENT),
  ),
  ...[
    "chunked, gzip",
    "xchunked",
    "chunkedx",
    "chunked;q=1",
    '"chunked"',
    "\vchunked",
    "chunked\x0b",
    "x,chunked y",
  ].map((value) =>
    row(`Transfer-Encoding: ${JSON.stringify(value)}`, post([`Transfer-Encoding: ${value}`], CHUNKS), 400),
  ),
  row("a space before the colon", post(["Transfer-Encoding : chunked"], CHUNKS), 400),
  row("a space before the name", post(["X: y", " Transfer-Encoding: chunked"], CHUNKS), 400),
  row("a folded line", post(["Transfer-Encoding:", " chunked"], CHUNKS), 400),
  row(
    "an empty coding",
    post(["Transfer-Encoding:", "Content-Length: 5"]),
    400,
    dev([HELLO, NEXT_ANSWER], LENIENT),
  ),
  row(
    "chunked in HTTP/1.0",
    request("POST /api/text HTTP/1.0", [HOST, OWN_PAGE, CHUNKED], CHUNKS),
    400,
    dev(HELLO, LENIENT),
  ),
];
