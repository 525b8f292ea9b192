import { get, type Row, row } from "./row.ts";

const cookies = (what: string, lines: string[], seen: object): Row =>
  row(what, get("/api/seen", ...lines), { status: 200, body: { cookies: seen, polluted: "undefined" } });

export const COOKIE_ROWS: Row[] = [
  cookies("several", ["Cookie: a=1; b=2"], { a: "1", b: "2" }),
  cookies("the same name twice", ["Cookie: a=1; a=2"], { a: "2" }),
  cookies("several lines", ["Cookie: a=1", "Cookie: b=2"], { a: "1", b: "2" }),
  cookies("names of the prototype", ["Cookie: constructor=2; toString=3; a=4"], {
    constructor: "2",
    toString: "3",
    a: "4",
  }),
  cookies("__proto__", ["Cookie: __proto__=1; a=4"], { a: "4" }),
  cookies("junk", ["Cookie: ;;=;a;=b; =; d=4; f=a=b"], { d: "4", f: "a=b" }),
  cookies("escapes that are none", ["Cookie: c=%zz; d=4"], { d: "4" }),
  cookies("15 kB", [`Cookie: ${"a=1;".repeat(3700)} b=2`], { b: "2" }),
  cookies("nothing", ["Cookie:"], {}),
];

const query = (what: string, search: string, seen: object): Row =>
  row(what, get(`/api/seen${search}`), { status: 200, body: { query: seen, polluted: "undefined" } });

export const QUERY_ROWS: Row[] = [
  query("repeated names", "?a=1&b=2&a=3", { a: ["1", "3"], b: "2" }),
  query("names that differ only in spelling", "?a=1&%61=2", { a: ["1", "2"] }),
  query("names of the prototype", "?constructor=2&toString=3&hasOwnProperty=4", {
    constructor: "2",
    toString: "3",
    hasOwnProperty: "4",
  }),
  row("__proto__", get("/api/seen?__proto__=1&__proto__=2&%5f_proto__=3&a=4"), {
    status: 200,
    body: { query: { a: "4" }, own: ["a"], polluted: "undefined" },
  }),
  query("nested names", "?a[__proto__][polluted]=1&__proto__.polluted=1", {
    "a[__proto__][polluted]": "1",
    "__proto__.polluted": "1",
  }),
  query("no names, no values", "?&&=x&b&c=&", { "": "x", b: "", c: "" }),
  query("a plus is a space", "?a+b=+%2B", { "a b": " +" }),
  query("a second question mark", "?a=1?b=2", { a: "1?b=2" }),
  query("bad escapes", "?a=%zz&b=%", { a: "%zz", b: "%" }),
  query("bytes that are not UTF-8", "?a=%ff", { a: "\ufffd" }),
  query("line breaks", "?a=%0d%0aSet-Cookie:x", { a: "\r\nSet-Cookie:x" }),
  query("NUL", "?a=%00", { a: "\0" }),
  query("1,000 names", `?${Array.from({ length: 1000 }, (_, index) => `k${index}=1`).join("&")}`, {
    k0: "1",
    k999: "1",
  }),
];
