import { DIGITS } from "./app.ts";
import { type Answer, ask, get, type Row, row } from "./row.ts";

/** Content-based, so it is the same in every build and mode. */
const ETAG = '"0d6c27461212b1cb"';
const OLD = "Thu, 01 Jan 1970 00:00:00 GMT";
const FUTURE = "Fri, 01 Jan 2100 00:00:00 GMT";

const WHOLE: Answer = {
  status: 200,
  headers: { etag: ETAG, "accept-ranges": "bytes", "content-range": null, "last-modified": null },
  body: DIGITS,
};
const NOT_MODIFIED: Answer = {
  status: 304,
  headers: { etag: ETAG, "content-type": null, "x-content-type-options": "nosniff" },
  body: "",
};

const file = (headers: string[], answer: Answer | number): Row =>
  row(headers.map((line) => line.slice(0, 60)).join(", "), get("/digits.txt", ...headers), answer);

/** RFC 9110 §13 */
export const CONDITIONAL_ROWS: Row[] = [
  ...[
    ETAG,
    `W/${ETAG}`,
    "*",
    ` * `,
    `"x", ${ETAG}`,
    `"x,${ETAG.slice(1)}, ${ETAG}`,
    `,,${ETAG},`,
    `${ETAG} , "x"`,
  ].map((value) => file([`If-None-Match: ${value}`], NOT_MODIFIED)),
  file(['If-None-Match: "x"', `If-None-Match: ${ETAG}`], NOT_MODIFIED),
  ...[
    '"other"',
    ETAG.slice(1, -1),
    ETAG.slice(0, -1),
    `w/${ETAG}`,
    `"${ETAG}"`,
    `x${ETAG}`,
    "",
    "**",
    '*, "x"',
    ETAG.toUpperCase(),
    'W/"a",'.repeat(2000),
  ].map((value) => file([`If-None-Match: ${value}`], WHOLE)),
  file([`If-None-Match: ${ETAG}`, `If-Modified-Since: ${OLD}`], NOT_MODIFIED),
  file(['If-None-Match: "other"', `If-Modified-Since: ${FUTURE}`], WHOLE),
  ...[FUTURE, OLD, "nonsense", "", "0", "Fri, 31 Feb 2000 00:00:00 GMT"].map((date) =>
    // Without a date of ours there is nothing to compare with (§13.1.3).
    file([`If-Modified-Since: ${date}`], WHOLE),
  ),
  ...[FUTURE, OLD, "nonsense"].map((date) => file([`If-Unmodified-Since: ${date}`], WHOLE)),
  ...[ETAG, "*", `"x", ${ETAG}`].map((value) => file([`If-Match: ${value}`], WHOLE)),
  ...['"other"', `W/${ETAG}`, "junk"].map((value) => file([`If-Match: ${value}`], { status: 412, body: "" })),
  file(['If-Match: "other"', `If-None-Match: ${ETAG}`], 412),
  file([`If-None-Match: ${ETAG}`, "Range: bytes=0-1"], NOT_MODIFIED),
  row("HEAD with a known ETag", ask("HEAD", "/digits.txt", [`If-None-Match: ${ETAG}`]), NOT_MODIFIED),
  row(
    "POST with a known ETag",
    ask("POST", "/digits.txt", [`If-None-Match: ${ETAG}`, "Content-Length: 0"]),
    405,
  ),
];

const part = (from: number, to: number): Answer => ({
  status: 206,
  headers: {
    etag: ETAG,
    "content-range": `bytes ${from}-${to}/10`,
    "content-length": String(to - from + 1),
    "accept-ranges": "bytes",
  },
  body: DIGITS.slice(from, to + 1),
});

const UNSATISFIABLE: Answer = { status: 416, headers: { "content-range": "bytes */10" } };

/** RFC 9110 §14 */
export const RANGE_ROWS: Row[] = [
  ...(
    [
      ["bytes=0-3", 0, 3],
      ["bytes=3-3", 3, 3],
      ["bytes=7-", 7, 9],
      ["bytes=-2", 8, 9],
      ["bytes=-10", 0, 9],
      ["bytes=-100", 0, 9],
      ["bytes=0-99", 0, 9],
      ["bytes=5-99999999999999999999", 5, 9],
      ["bytes=-99999999999999999999", 0, 9],
      ["bytes=0000000000-01", 0, 1],
      ["Bytes=0-0,", 0, 0],
      ["BYTES= 0-0", 0, 0],
      ["bytes=,0-0", 0, 0],
    ] as [string, number, number][]
  ).map(([range, from, to]) => file([`Range: ${range}`], part(from, to))),
  ...["bytes=10-", "bytes=10-11", "bytes=-0", "bytes=99999999999999999999-", "bytes=9007199254740993-"].map(
    (range) => file([`Range: ${range}`], UNSATISFIABLE),
  ),
  ...[
    "bytes=5-2",
    "bytes=a-b",
    "bytes=",
    "bytes",
    "",
    "bytes=-",
    "bytes=--1",
    "bytes=1",
    "bytes=+1-2",
    "bytes=1-2x",
    "bytes=0x1-2",
    "bytes=1 - 2",
    "bytes 0-3",
    "bytes:0-3",
    "items=0-3",
    "=0-3",
    "bytes=0-1,4-5",
    "bytes=0-,0-,0-",
    "bytes=-1,-1",
    `bytes=${Array.from({ length: 1000 }, () => "0-").join(",")}`,
    ",".repeat(15_000),
  ].map((range) => file([`Range: ${range}`], WHOLE)),
  file(["Range: bytes=0-1", "Range: bytes=4-5"], WHOLE),
  file(["Range: bytes=1-2", `If-Range: ${ETAG}`], part(1, 2)),
  ...[`W/${ETAG}`, '"other"', ETAG.slice(1, -1), `${ETAG}, "x"`, "*", FUTURE, OLD, "junk", ""].map((value) =>
    file(["Range: bytes=1-2", `If-Range: ${value}`], WHOLE),
  ),
  file([`If-Range: ${ETAG}`], WHOLE),
  row("HEAD takes no range (§14.2)", ask("HEAD", "/digits.txt", ["Range: bytes=0-1"]), {
    status: 200,
    headers: { "content-range": null },
  }),
  row("a range of nothing", get("/empty.txt", "Range: bytes=0-"), {
    status: 416,
    headers: { "content-range": "bytes */0" },
  }),
  row("the end of nothing", get("/empty.txt", "Range: bytes=-1"), { status: 200, body: "" }),
  row("of a large file", get("/large.txt", "Range: bytes=1599998-"), {
    status: 206,
    headers: { "content-range": "bytes 1599998-1599999/1600000" },
    body: "ef",
  }),
  ...["/about", "/api/named", "/late"].map((target) =>
    row(`of ${target} mean nothing`, get(target, "Range: bytes=0-1"), {
      status: 200,
      headers: { "content-range": null },
    }),
  ),
];
