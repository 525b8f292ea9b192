import { ask, dev, type Expected, HASHED_FILE, HOST, OWN_PAGE, type Row, request, row } from "./row.ts";

const READ = "GET, HEAD, OPTIONS";
const FORM = "GET, HEAD, POST, OPTIONS";
const NO_ASSETS = "development has no hashed files";

interface Kind {
  name: string;
  path: string;
  /** What `Allow` says. */
  allow: string;
  /** What GET and HEAD are answered with. @default 200 */
  status?: number;
  /** What POST, PUT, PATCH and DELETE are answered with, if they are allowed. */
  mutations?: Expected;
}

/** One of each kind of thing that a URL can name. */
const KINDS: Kind[] = [
  { name: "a page", path: "/about", allow: READ },
  { name: "a dynamic page", path: "/users/ada", allow: READ },
  { name: "a page without scripts", path: "/plain", allow: READ },
  { name: "a streamed page", path: "/late", allow: READ },
  { name: "a prerendered page", path: "/still", allow: READ },
  { name: "a page with a companion", path: "/form", allow: FORM, mutations: 422 },
  {
    name: "an endpoint with a default",
    path: "/api/any",
    allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    mutations: 200,
  },
  { name: "an endpoint with named methods", path: "/api/named", allow: FORM, mutations: 200 },
  {
    name: "an endpoint with POST alone",
    path: "/api/nothing",
    allow: "POST, OPTIONS",
    status: 405,
    mutations: 204,
  },
  { name: "an endpoint elsewhere", path: "/robots.txt", allow: READ },
  { name: "an endpoint with parameters", path: "/items/7.json", allow: READ },
  { name: "a public file", path: "/digits.txt", allow: READ },
  { name: "a large file", path: "/large.txt", allow: READ },
];

const MUTATING = ["POST", "PUT", "PATCH", "DELETE"];

/** With an empty body, where a body is usual. */
const empty = (method: string, path: string): string =>
  ask(method, path, MUTATING.includes(method) ? ["Content-Length: 0"] : []);

const rowsOf = ({ name, path, allow, status = 200, mutations }: Kind): Row[] => [
  row(`GET of ${name}`, empty("GET", path), status),
  row(`HEAD of ${name}`, empty("HEAD", path), { status, body: "" }),
  row(`OPTIONS of ${name}`, empty("OPTIONS", path), { status: 204, headers: { allow }, body: "" }),
  ...MUTATING.map((method) =>
    row(
      `${method} of ${name}`,
      empty(method, path),
      mutations !== undefined && allow.includes(method) ? mutations : { status: 405, headers: { allow } },
    ),
  ),
];

const HASHED: Row[] = [
  row("GET of a hashed file", empty("GET", HASHED_FILE), 200, dev(404, NO_ASSETS)),
  row("HEAD of a hashed file", empty("HEAD", HASHED_FILE), { status: 200, body: "" }, dev(404, NO_ASSETS)),
  row(
    "OPTIONS of a hashed file",
    empty("OPTIONS", HASHED_FILE),
    { status: 204, headers: { allow: READ }, body: "" },
    dev(404, NO_ASSETS),
  ),
  ...MUTATING.map((method) =>
    row(
      `${method} of a hashed file`,
      empty(method, HASHED_FILE),
      { status: 405, headers: { allow: READ } },
      dev(404, NO_ASSETS),
    ),
  ),
];

/** What nobody's URL, a guard, a redirect and a bad URL answer, they answer to every method. */
const ANY_METHOD: Row[] = ["GET", "HEAD", "OPTIONS", ...MUTATING].flatMap((method) => [
  row(`${method} of nobody's URL`, empty(method, "/nowhere"), 404),
  row(`${method} of nobody's endpoint`, empty(method, "/api/nowhere"), 404),
  row(`${method} behind a guard`, empty(method, "/secret"), 401),
  row(`${method} of a path with a slash`, empty(method, "/about/"), {
    status: 308,
    headers: { location: "/about" },
  }),
  row(`${method} of a bad path`, empty(method, "/%ff"), 400),
]);

export const METHOD_ROWS: Row[] = [...KINDS.flatMap(rowsOf), ...HASHED, ...ANY_METHOD];

const EVERYWHERE = ["/about", "/api/any", "/digits.txt", "/still", "/nowhere", "/secret"];
const refused = { status: 405, headers: { allow: /\bGET, HEAD\b/ }, body: /^(?!.*secret=1)/s };
const NO_CONNECT = "Node hands CONNECT to nobody, and closes the connection";
const UNKNOWN = "Bun's node:http answers what Bun leaves without a word";

/** Methods that Bun knows and we have no use for, and those that it does not know. */
export const STRANGE_METHOD_ROWS: Row[] = [
  ...["TRACE", "PURGE", "PROPFIND", "LOCK", "M-SEARCH", "LINK", "REPORT", "SEARCH"].flatMap((method) =>
    EVERYWHERE.map((path) => row(`${method} ${path}`, ask(method, path, ["Cookie: secret=1"]), refused)),
  ),
  ...EVERYWHERE.map((path) =>
    row(`CONNECT ${path}`, ask("CONNECT", path, ["Cookie: secret=1"]), refused, dev("closed", NO_CONNECT)),
  ),
  row("CONNECT in authority form", ask("CONNECT", "evil.example:443"), 400, dev("closed", NO_CONNECT)),
  row("OPTIONS of the whole server", ask("OPTIONS", "*"), 400),
  ...[
    "get",
    "Get",
    "head",
    "post",
    "FOO",
    "G",
    "GETT",
    "PRI",
    "constructor",
    "X".repeat(60),
    "X".repeat(8000),
  ].map((method) =>
    row(`the method ${method.slice(0, 12)}`, ask(method, "/about"), "closed", dev(400, UNKNOWN)),
  ),
  ...["G:T", "<GET>", "GE T", "__proto__", "(GET)"].map((method) =>
    row(`the method ${method}`, ask(method, "/about"), 400),
  ),
  ...["G\xcbT", "GET\0"].map((method) =>
    row(`the method ${JSON.stringify(method)}`, ask(method, "/about"), 505, dev(400, "its parser says so")),
  ),
  row(
    "a server function of another framework",
    request("POST /about HTTP/1.1", [
      HOST,
      OWN_PAGE,
      "Next-Action: x",
      "Content-Type: text/x-component",
      "Connection: close",
      "Content-Length: 0",
    ]),
    { status: 405, headers: { allow: READ } },
  ),
];
