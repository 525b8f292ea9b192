import {
  ask,
  dev,
  get,
  HASHED_FILE,
  HOST,
  NEXT_ANSWER,
  OWN_PAGE,
  pipelined,
  type Row,
  request,
  row,
} from "./row.ts";

const SAFE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-frame-options": "SAMEORIGIN",
};

const HTML = "text/html; charset=utf-8";
const TEXT = "text/plain; charset=utf-8";
const JSON_TYPE = "application/json";
const PROBLEM = "application/problem+json";

const PERSONAL = "private, no-cache";
const PUBLISHED = "public, max-age=300, must-revalidate";
const FOR_EVER = "public, max-age=31536000, immutable";

type Defaults = [what: string, send: string, status: number, type: string | null, caching: string | null];

/** Who may keep what, and what it is. */
const DEFAULTS: Defaults[] = [
  ["a page", get("/about"), 200, HTML, PERSONAL],
  ["a page with parameters", get("/users/ada.css"), 200, HTML, PERSONAL],
  ["a streamed page", get("/late?headers"), 200, HTML, PERSONAL],
  ["a form's answer", ask("POST", "/form", ["Content-Length: 0"]), 422, HTML, PERSONAL],
  ["nobody's URL", get("/nowhere"), 404, HTML, "no-store"],
  ["nobody's endpoint", get("/api/nowhere"), 404, PROBLEM, "no-store"],
  ["nobody's asset", get("/assets/nowhere.js"), 404, TEXT, "no-store"],
  ["a bad URL", get("/%ff"), 400, PROBLEM, "no-store"],
  ["a bad Host", request("GET / HTTP/1.0"), 400, PROBLEM, "no-store"],
  ["a redirect to the canonical path", get("/about/"), 308, null, null],
  ["JSON of an endpoint", get("/api/named"), 200, JSON_TYPE, "no-store"],
  ["nothing of an endpoint", ask("POST", "/api/nothing", ["Content-Length: 0"]), 204, null, "no-store"],
  ["OPTIONS of an endpoint", ask("OPTIONS", "/api/named"), 204, null, "no-store"],
  ["OPTIONS of a page", ask("OPTIONS", "/about"), 204, null, "no-store"],
  ["a method that a page has no use for", ask("DELETE", "/about"), 405, PROBLEM, "no-store"],
  ["a method that an endpoint has no use for", ask("DELETE", "/api/named"), 405, PROBLEM, "no-store"],
  ["a method that a file has no use for", ask("DELETE", "/digits.txt"), 405, TEXT, "no-store"],
  ["a method that nothing has a use for", ask("TRACE", "/about"), 405, PROBLEM, "no-store"],
  [
    "another site's form",
    request("POST /form HTTP/1.1", [HOST, "Connection: close", "Origin: null", "Content-Length: 0"]),
    403,
    PROBLEM,
    "no-store",
  ],
  ["what middleware answers", get("/secret"), 401, "text/plain;charset=utf-8", null],
  ["a range that cannot be", get("/digits.txt", "Range: bytes=99-"), 416, TEXT, "no-store"],
  ["a probe", get("/_bunsen/live"), 200, TEXT, "no-store"],
];

const FRESH = "development has files that change, and pages that nobody has rendered yet";

const FILES: [what: string, send: string, status: number, caching: string, inDev: string][] = [
  ["a public file", get("/digits.txt"), 200, PUBLISHED, "no-cache"],
  ["a part of it", get("/digits.txt", "Range: bytes=0-1"), 206, PUBLISHED, "no-cache"],
  ["nothing new of it", get("/digits.txt", "If-None-Match: *"), 304, PUBLISHED, "no-cache"],
  ["a prerendered page", get("/still"), 200, PUBLISHED, PERSONAL],
];

const headers = (type: string | null, caching: string | null) => ({
  ...SAFE,
  "content-type": type,
  "cache-control": caching,
});

export const DEFAULT_HEADER_ROWS: Row[] = [
  ...DEFAULTS.map(([what, send, status, type, caching]) =>
    row(what, send, { status, headers: headers(type, caching) }),
  ),
  ...FILES.map(([what, send, status, caching, inDev]) =>
    row(
      what,
      send,
      { status, headers: { ...SAFE, "cache-control": caching } },
      dev({ status, headers: { ...SAFE, "cache-control": inDev } }, FRESH),
    ),
  ),
  row(
    "a hashed file",
    get(HASHED_FILE),
    { status: 200, headers: { ...SAFE, "cache-control": FOR_EVER } },
    dev(404, FRESH),
  ),
  row(
    "a body that is too long",
    pipelined("POST", "/api/small", ["Content-Length: 2000"], "x".repeat(2000)),
    [{ status: 413, headers: headers(PROBLEM, "no-store") }, NEXT_ANSWER],
  ),
  row(
    "an upgrade that is refused",
    request("GET /ws HTTP/1.1", [
      HOST,
      OWN_PAGE,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Origin: null",
    ]),
    {
      status: 403,
      headers: headers(PROBLEM, "no-store"),
    },
    { staysOpen: true },
  ),
];
