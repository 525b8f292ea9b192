import { CLOSE, HOST, type Row, request, row } from "./row.ts";

const OWN = "http://127.0.0.1";
const SITES = ["same-origin", "none", "same-site", "cross-site", "junk", undefined] as const;
const ORIGINS = [
  OWN,
  "https://127.0.0.1",
  "HTTP://127.0.0.1:80",
  "http://127.0.0.1:81",
  "http://evil.example",
  "http://127.0.0.1.evil.example",
  "http://evil.example/127.0.0.1",
  "http://127.0.0.1@evil.example",
  "null",
  "",
  "file://",
  "http://127.0.0.1, http://evil.example",
  undefined,
] as const;
/** A scheme may differ: a proxy that ends TLS needs no setting. */
const OURS: readonly (string | undefined)[] = ORIGINS.slice(0, 3);
const FORMS = [
  "application/x-www-form-urlencoded",
  "Application/X-WWW-Form-URLEncoded; a=b",
  "multipart/form-data; boundary=x",
  "text/plain",
  "text/plain, application/json",
];

const send = (method: string, path: string, lines: (string | undefined)[]): string =>
  request(`${method} ${path} HTTP/1.1`, [
    HOST,
    CLOSE,
    "Content-Length: 0",
    ...lines.filter((line) => line !== undefined),
  ]);

const header = (name: string, value: string | undefined): string | undefined =>
  value === undefined ? undefined : `${name}: ${value}`;

function isAllowed(site: string | undefined, origin: string | undefined): boolean {
  if (site === "same-origin" || site === "none") return true;
  if (origin !== undefined) return OURS.includes(origin);
  return site === undefined;
}

/** What a page of each origin can make a browser send, and what old browsers and programs send. */
const MATRIX: Row[] = SITES.flatMap((site) =>
  ORIGINS.map((origin) =>
    row(
      `Sec-Fetch-Site ${site}, Origin ${origin}`,
      send("POST", "/api/any", [header("Sec-Fetch-Site", site), header("Origin", origin)]),
      isAllowed(site, origin) ? 200 : 403,
    ),
  ),
);

const FOREIGN = ["Origin: http://evil.example", "Sec-Fetch-Site: cross-site"];

export const CROSS_SITE_ROWS: Row[] = [
  ...MATRIX,
  ...FORMS.map((type) =>
    row(`a form without Origin: ${type}`, send("POST", "/api/any", [`Content-Type: ${type}`]), 403),
  ),
  ...["application/json", "application/octet-stream", "text/html"].map((type) =>
    row(`no form, without Origin: ${type}`, send("POST", "/api/any", [`Content-Type: ${type}`]), 200),
  ),
  row(
    "two types, one of them a form's",
    send("POST", "/api/any", ["Content-Type: application/json", "Content-Type: text/plain"]),
    403,
  ),
  ...["POST", "PUT", "PATCH", "DELETE"].map((method) =>
    row(`${method} of another site`, send(method, "/api/any", FOREIGN), 403),
  ),
  ...["GET", "OPTIONS"].map((method) =>
    row(`${method} of another site`, send(method, "/api/any", FOREIGN), method === "GET" ? 200 : 204),
  ),
  ...["/form", "/about", "/digits.txt", "/nowhere", "/api/nowhere", "/secret"].map((path) =>
    row(`another site's POST ${path}`, send("POST", path, FOREIGN), 403),
  ),
  row("a route that opts out", send("POST", "/api/open", FOREIGN), { status: 200, body: /open/ }),
  row("a method override", send("GET", "/api/any", [...FOREIGN, "X-HTTP-Method-Override: POST"]), {
    status: 200,
    body: { method: "GET" },
  }),
  ...["GET", "OPTIONS"].map((method) =>
    row(
      `${method} with an Origin is told nothing about sharing`,
      send(method, "/api/any", ["Origin: http://evil.example", "Access-Control-Request-Method: PUT"]),
      {
        status: method === "GET" ? 200 : 204,
        headers: { "access-control-allow-origin": null, "access-control-allow-credentials": null },
      },
    ),
  ),
];
