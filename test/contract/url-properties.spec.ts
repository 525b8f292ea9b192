import fc from "fast-check";
import { expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw } from "../support/raw.ts";
import { rawHeader } from "../support/raw-response.ts";

const RUNS = 1500;

/** Paths below `/guard`; the guard in its layout looks at the beginning of `ctx.url.pathname`. */
const PLAIN = [
  "/guard/admin",
  "/guard/admin/secret",
  "/guard/admin/a/b",
  "/guard/admin/api.json",
  "/guard/open/a",
  "/guard/other",
  "/guard/x/y",
  "/guard/administrator",
];

const hex = (character: string, upper: boolean): string => {
  const digits = [...new TextEncoder().encode(character)].map((byte) => byte.toString(16).padStart(2, "0"));
  return digits.map((pair) => `%${upper ? pair.toUpperCase() : pair}`).join("");
};

/** What attackers do to a path, at one place of it. */
const EDITS: ((path: string, at: number) => string)[] = [
  (path, at) => path.slice(0, at) + hex(path[at] ?? "/", false) + path.slice(at + 1),
  (path, at) => path.slice(0, at) + hex(path[at] ?? "/", true) + path.slice(at + 1),
  (path, at) => path.slice(0, at) + hex(path[at] ?? "/", false).replaceAll("%", "%25") + path.slice(at + 1),
  (path, at) => path.slice(0, at) + (path[at] ?? "").toUpperCase() + path.slice(at + 1),
  ...[
    "/",
    "//",
    "/./",
    "/../",
    "/x/../",
    "/%2e/",
    "/%2e%2e/",
    "/.%2E/",
    "%2f",
    "%2F..%2F",
    "%5c",
    "\\",
    "/..\\",
  ].map((inserted) => (path: string, at: number) => path.slice(0, at) + inserted + path.slice(at)),
  ...[
    ";x",
    ";/",
    "%00",
    "%0a",
    "%20",
    "+",
    ".",
    "..",
    "%",
    "%u002f",
    "%c0%af",
    "%ef%bc%8f",
    "\u00e9",
    "|",
    "^",
  ].map((inserted) => (path: string, at: number) => path.slice(0, at) + inserted + path.slice(at)),
  (path, at) => `${path.slice(0, at)}?${path.slice(at)}`,
  (path, at) => `${path.slice(0, at)}#${path.slice(at)}`,
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => `http://127.0.0.1${path}`,
  (path) => `/guard/admin/..${path}`,
  (path) => `/guard/open/%2e%2e${path.slice("/guard".length)}`,
];

const spelling: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...PLAIN),
    fc.array(fc.tuple(fc.constantFrom(...EDITS), fc.nat({ max: 40 })), { maxLength: 4 }),
  )
  .map(([path, edits]) =>
    edits.reduce((spelled, [edit, at]) => edit(spelled, Math.min(at, spelled.length)), path),
  )
  .filter((target) => /^(\/|http:)/.test(target));

describeModes("contract", (app) => {
  test("no spelling reaches a page that its guard took for another one", async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(spelling, async (target) => {
        const response = await getRaw(app, target);
        const { status } = response;
        seen.set(String(status), (seen.get(String(status)) ?? 0) + 1);
        expect([200, 308, 400, 404]).toContain(status);
        if (status === 308) {
          const location = rawHeader(response, "location") ?? "";
          expect(location).toMatch(/^\/(?![/\\])/);
          const next = await getRaw(app, location);
          expect(next.status).not.toBe(308);
          expect(rawHeader(next, "x-handler")).toBe(
            next.status === 200 ? rawHeader(next, "x-guard") : undefined,
          );
        }
        const handler = rawHeader(response, "x-handler");
        // A page elsewhere has neither; a 404 page below `/guard` has a guard only.
        expect(handler).toBe(status === 200 ? rawHeader(response, "x-guard") : undefined);
        if (handler !== undefined) seen.set(handler, (seen.get(handler) ?? 0) + 1);
      }),
      { numRuns: RUNS, seed: 2026 },
    );
    // The generator is worth something only if it gets everywhere.
    for (const kind of ["200", "308", "400", "404", "admin", "open"])
      expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(20);
    expect((await app.fetch("/guard/admin")).headers.get("x-guard")).toBe("admin");
  });
});
