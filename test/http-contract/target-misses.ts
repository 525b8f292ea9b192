import { get, type Row, row } from "./row.ts";

export const MISSING_ROWS: Row[] = [
  "/index",
  "/users",
  "/rest",
  "/About",
  "/ABOUT",
  "/SECRET",
  "/about.tsx",
  "/about.html",
  "/form.server",
  "/still.html",
  "/about;x",
  "/about;/x",
  "/;/secret",
  "/.;/secret",
  "/x/..%2fsecret",
  "/secret%2fplan.txt",
  "/about%20",
  "/about%2F",
  "/%ef%bc%8fabout",
  "/about%e2%81%84",
  "/%2561bout",
  "/%252e%252e/about",
  "/%25252e%25252e/about",
  "/users/a\\b",
  "/../../etc/passwd",
  "/..%2f..%2fetc/passwd",
  "/404",
  "/500",
  "/__root",
  "/__proto__",
  "/constructor",
  "/toString",
  "/Robots.txt",
  "/items/.json",
  "/digits.TXT",
  "/digits.txt;x",
  "/plus%20sign.txt",
  "/public",
  "/public/secret",
  "/assets/../../server/app.js",
  "/server/app.js",
  "/.vite/manifest.json",
].map((target) => row(target, get(target), { status: 404, headers: { "cache-control": "no-store" } }));

/** As often as it is encoded, it is decoded once. */
export const DEPTH_ROWS: Row[] = Array.from({ length: 30 }, (_, index) => {
  const target = `/%${"25".repeat(index)}61bout`;
  return row(`encoded ${index + 1} times`, get(target), index === 0 ? 200 : 404);
});

/** One character after the other percent-encoded, but for the slashes, which would be data then. */
function encodedOnce(path: string): string[] {
  return [...path].flatMap((character, index) => {
    const encoded = `%${character.charCodeAt(0).toString(16)}`;
    return character === "/" ? [] : [path.slice(0, index) + encoded + path.slice(index + 1)];
  });
}

/** Targets that mean what lies below the guard of `src/server.ts`: no answer may show it. */
export const GUARDED_ROWS: Row[] = [
  "/secret",
  "/secret?x",
  "/%73ecret",
  "/%73%65%63%72%65%74",
  "/secret/plan.txt",
  "/secret\\plan.txt",
  "/secret/./plan.txt",
  "/secret/x/../plan.txt",
  "/x/../secret",
  "/x;/../secret",
  "/secret/%70lan.txt",
  "/secret/nothing",
  "/public/secret/plan.txt",
  "/public/secret/%70lan.txt",
  "/public/x/../secret/plan.txt",
  ...encodedOnce("/secret/plan.txt"),
].map((target) => row(target, get(target), { status: 401, body: "locked" }));
