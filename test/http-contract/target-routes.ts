import { DIGITS } from "./app.ts";
import { dev, get, type Row, row } from "./row.ts";

const shows = (value: unknown): { status: number; body: RegExp } => {
  const html = JSON.stringify(value)
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
  return { status: 200, body: new RegExp(`<h1>${RegExp.escape(html).replaceAll("'", "(?:'|&#x27;)")}</h1>`) };
};

const STRICT = dev(400, "Bun's node:http takes no byte beyond ASCII in a target");

/** Decoded once, and a slash that is data stays in its segment. */
export const PARAMETER_ROWS: Row[] = [
  ...(
    [
      ["/users/ada", "ada"],
      ["/users/a%2Fb", "a/b"],
      ["/users/a%2fb", "a/b"],
      ["/users/%2f", "/"],
      ["/users/..%2f..%2fetc%2fpasswd", "../../etc/passwd"],
      ["/users/...", "..."],
      ["/users/caf%C3%A9", "caf\u00e9"],
      ["/users/%f0%9f%98%80", "\u{1f600}"],
      ["/users/%2561", "%61"],
      ["/users/%252e%252e", "%2e%2e"],
      ["/users/%25", "%"],
      ["/users/a+b", "a+b"],
      ["/users/%20", " "],
      ["/users/a;b,c=d", "a;b,c=d"],
      ["/users/a%3Fb%23c", "a?b#c"],
      ["/users\\ada", "ada"],
      ["/users/__proto__", "__proto__"],
      ["/users/constructor", "constructor"],
      ["/users/x.css", "x.css"],
      ["/users/%3Cscript%3E", "<script>"],
      ["/users/%e2%80%ae", "\u202e"],
      ["/users/%e2%80%a8", "\u2028"],
      ["/users/%ef%bb%bf", "\ufeff"],
      ["/rest/a", ["a"]],
      ["/rest/a/b%2Fc", ["a", "b/c"]],
      ["/rest/a%2f..%2fb", ["a/../b"]],
      ["/rest/a/../b", ["b"]],
      ["/rest/%252e%252e/x", ["%2e%2e", "x"]],
      ["/maybe", []],
      ["/maybe/a", ["a"]],
    ] as [string, unknown][]
  ).map(([target, value]) => row(`${target} is ${JSON.stringify(value)}`, get(target), shows(value))),
  row("raw UTF-8", get("/users/caf\xc3\xa9"), shows("caf\u00e9"), STRICT),
  row("15 kB of parameter", get(`/users/${"a".repeat(15_000)}`), 200),
  row("4,000 segments", get(`/rest/${"a/".repeat(3999)}a`), 200),
  ...(
    [
      ["/items/7.json", "7"],
      ["/items/7%2ejson", "7"],
      ["/items/a%2fb.json", "a/b"],
      ["/items/a.b.json", "a.b"],
    ] as [string, string][]
  ).map(([target, id]) => row(`the endpoint ${target}`, get(target), { status: 200, body: { id } })),
];

const file = (target: string, content: string, more: Partial<Row> = {}): Row =>
  row(target, get(target), { status: 200, headers: { "accept-ranges": "bytes" }, body: content }, more);

export const FILE_ROWS: Row[] = [
  file("/digits.txt", DIGITS),
  file("/digits%2etxt", DIGITS),
  file("/%64igits.txt", DIGITS),
  file("/./digits.txt", DIGITS),
  file("/a/../digits.txt", DIGITS),
  file("/digits.txt?v=2", DIGITS),
  file("/public/digits.txt", DIGITS),
  file("/public/../digits.txt", DIGITS),
  file("/empty.txt", ""),
  file("/no-extension", "bytes"),
  file("/a%20b/100%25%23%3F.txt", "odd"),
  file("/a%20b/100%25%23%3f.txt", "odd"),
  file("/:id.png", "colon"),
  file("/%3Aid.png", "colon"),
  file("/semi;colon.txt", "semicolon"),
  file("/semi%3Bcolon.txt", "semicolon"),
  file("/plus+sign.txt", "plus"),
  file("/plus%2Bsign.txt", "plus"),
  file("/tilde~.txt", "tilde"),
  file("/tilde%7E.txt", "tilde"),
  file("/[x].txt", "brackets"),
  file("/%5Bx%5D.txt", "brackets"),
  file("/caf%c3%a9.txt", "composed"),
  file("/caf\xc3\xa9.txt", "composed", STRICT),
  row("/caf%e9.txt, which is not UTF-8", get("/caf%e9.txt"), 400),
  row("a file is no directory", get("/digits.txt/x"), 404),
  ...["/assets/x.js", "/assets/..%2f..%2fserver/app.js", "/assets/x/y.css"].map((target) =>
    row(`${target}, below the assets`, get(target), {
      status: 404,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
      body: "Not Found\n",
    }),
  ),
];

const kept = (target: string, name: string): Row =>
  row(`${target} is the page for ${name}`, get(target), {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: new RegExp(`<h1>kept (?:<!-- -->)?${RegExp.escape(name)}</h1>`),
  });

/** Pages that were rendered at build time, or would have been: the spelling makes no difference. */
export const PRERENDERED_ROWS: Row[] = [
  row("/still", get("/still"), { status: 200, body: /<h1>still/ }),
  row("/st%69ll", get("/st%69ll"), { status: 200, body: /<h1>still/ }),
  row("/still?x", get("/still?x"), { status: 200, body: /<h1>still/ }),
  kept("/kept/a%20b", "a b"),
  kept("/kept/caf%C3%A9", "caf\u00e9"),
  kept("/kept/caf%c3%a9", "caf\u00e9"),
  kept("/kept/a%2Fb", "a/b"),
  kept("/kept/a%2fb", "a/b"),
  kept("/kept/a+b", "a+b"),
  kept("/kept/a%252fb", "a%2fb"),
  kept("/kept/a%2520b", "a%20b"),
  row("/kept/a/b", get("/kept/a/b"), 404),
];
