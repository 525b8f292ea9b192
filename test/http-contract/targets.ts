import { dev, get, type Row, row } from "./row.ts";

const STRICT = "Bun's node:http takes no byte beyond ASCII in a target";
const FRAGMENT = "Vite refuses a fragment, which no client sends";

const redirect = (target: string, location: string): Row =>
  row(`${target} leads to ${location}`, get(target), { status: 308, headers: { location }, body: "" });

/** Spellings that are led to the one path, on the same host, in one step. */
export const REDIRECT_ROWS: Row[] = [
  ["/about/", "/about"],
  ["/about//", "/about"],
  ["//about", "/about"],
  ["///about///", "/about"],
  ["/users//ada", "/users/ada"],
  ["/users/%61da/", "/users/ada"],
  ["/users/caf%c3%a9/", "/users/caf%C3%A9"],
  ["/about/.", "/about"],
  ["/about/%2e", "/about"],
  ["/about/?a=1&b=%2F", "/about?a=1&b=%2F"],
  ["/about/?next=//evil.example", "/about?next=//evil.example"],
  ["/about//?x", "/about?x"],
  ["/nowhere/", "/nowhere"],
  ["/users/.", "/users"],
  ["/rest/", "/rest"],
  ["/rest/a//b", "/rest/a/b"],
  ["/maybe/", "/maybe"],
  ["/maybe/a/..", "/maybe"],
  ["/api/", "/api"],
  ["/api/named/", "/api/named"],
  ["/api//named", "/api/named"],
  ["/items/7.json/", "/items/7.json"],
  ["/robots.txt/", "/robots.txt"],
  ["/digits.txt/", "/digits.txt"],
  ["/public//digits.txt", "/public/digits.txt"],
  ["/public//secret/plan.txt", "/public/secret/plan.txt"],
  ["/still/", "/still"],
  ["/secret/", "/secret"],
  ["//secret", "/secret"],
  ["/secret/plan.txt/", "/secret/plan.txt"],
  ["/assets/", "/assets"],
  ["//", "/"],
  ["//evil.example", "/evil.example"],
  ["//evil.example/", "/evil.example"],
  ["///evil.example", "/evil.example"],
  ["//evil.example/%2e%2e", "/"],
  ["///evil.example/%2e%2e", "/"],
  ["/evil.example//", "/evil.example"],
  ["/\\evil.example", "/evil.example"],
  ["/\\\\evil.example/", "/evil.example"],
  ["/%2F/evil.example/", "/%2F/evil.example"],
  ["/%2f%2fevil.example/", "/%2F%2Fevil.example"],
  ["/http://evil.example/", "/http:/evil.example"],
].map(([target = "", location = ""]) => redirect(target, location));

const ABOUT = { status: 200, body: /<h1>about</ };

/** Spellings by which every browser and server means the same page: no redirect. */
export const SAME_PAGE_ROWS: Row[] = [
  ...[
    "/%61bout",
    "/%61%62%6F%75%74",
    "/./about",
    "/%2e/about",
    "/x/../about",
    "/x/%2e%2e/about",
    "/x/%2E%2e/about",
    "/x/.%2E/about",
    "/users/%2e%2e/about",
    "/../../about",
    "/x;/../about",
    "/x\\..\\about",
    "/about?",
    "/about?a=%",
    "/about?a=%ff&a=%00",
    "/about?/../secret",
    `/about?${"a".repeat(15_000)}`,
  ].map((target) => row(target.slice(0, 40), get(target), ABOUT)),
  row("/about#/../secret", get("/about#/../secret"), ABOUT, dev(400, FRAGMENT)),
  row("/about?#x", get("/about?#x"), ABOUT, dev(400, FRAGMENT)),
  row("/about/..", get("/about/.."), { status: 200, body: /<h1>home/ }),
  row("/..", get("/.."), { status: 200, body: /<h1>home/ }),
  row("/../..", get("/../.."), { status: 200, body: /<h1>home/ }),
];

const BAD_TARGETS: [target: string, what: string][] = [
  ["/%", "half an escape"],
  ["/users/%a", "half an escape"],
  ["/users/%zz", "no hexadecimal digits"],
  ["/users/%u0041", "an escape of another time"],
  ["/users/%c3", "half a character"],
  ["/users/%ff", "bytes that are not UTF-8"],
  ["/users/%c0%af", "an overlong slash"],
  ["/users/%c0%ae%c0%ae", "overlong dots"],
  ["/users/%e0%80%af", "an overlong slash of three bytes"],
  ["/users/%f8%80%80%80%af", "an overlong slash of five bytes"],
  ["/users/%ed%a0%80", "half a surrogate pair"],
  ["/users/%ed%a0%bd%ed%b8%80", "surrogates encoded one by one"],
  ["/users/%f4%90%80%80", "beyond the last character"],
  ["/users/%EF%BF%BD", "the replacement character"],
  ["/users/\xff", "a raw byte that is not UTF-8"],
  ["/users/\x7f", "a raw DEL"],
  ["/%00", "NUL"],
  ["/users/a%00.html", "NUL inside"],
  ["/digits.txt%00", "NUL behind a file's name"],
  ["/digits.txt%00.png", "NUL in a file's name"],
  ["/users/%01", "a control character"],
  ["/users/%09", "a tab"],
  ["/users/%0d%0aSet-Cookie:x", "a line break"],
  ["/users/%7f", "DEL"],
  ["/users/%c2%85", "a C1 control"],
  ["/users%5cada", "an encoded backslash"],
  ["/users/%5c", "nothing but a backslash"],
  ["/..%5c..%5cetc", "backslashes that climb"],
  ["/secret%5cplan.txt", "a backslash before a guarded file"],
  ["/api/named%5c", "a backslash behind an endpoint"],
];

/** Refused before any of the app's code runs; `checkSafety` sees that nothing of them comes back. */
export const BAD_TARGET_ROWS: Row[] = [
  ...BAD_TARGETS.map(([target, what]) =>
    row(
      `${target}: ${what}`,
      get(target),
      { status: 400, headers: { "set-cookie": null } },
      dev(400, STRICT),
    ),
  ),
  ...["*", "about", "?x", "#x", ""].map((target) =>
    row(`the target ${JSON.stringify(target)}`, get(target), 400),
  ),
  ...["/users/a b", "/users/a\tb", "/users/ %", "/users/\x01", "/kept/a b"].map((target) =>
    row(
      JSON.stringify(target),
      get(target),
      // Bun takes what follows the space for a protocol version.
      505,
      dev(400, "Bun's node:http has another status for the same"),
    ),
  ),
  row("64 kB of path", get(`/users/${"a".repeat(65_536)}`), 431),
  row("64 kB of query", get(`/about?${"a".repeat(65_536)}`), 431),
];
