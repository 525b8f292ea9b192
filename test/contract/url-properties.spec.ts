import fc from "fast-check";
import { expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw } from "../support/raw.ts";
import { type RawResponse, rawHeader, rawText } from "../support/raw-response.ts";

/** Paths below `/guard`; middleware takes for guarded what begins with `/guard/admin`. */
const PLAIN = [
  "/guard/admin",
  "/guard/admin/secret",
  "/guard/admin/a/b",
  "/guard/admin/api.json",
  "/guard/admin/plan.txt",
  "/guard/open/a",
  "/guard/other",
  "/guard/x/y",
  "/guard/administrator",
];

const hex = (character: string, upper: boolean): string => {
  const digits = [...new TextEncoder().encode(character)].map((byte) => byte.toString(16).padStart(2, "0"));
  return digits.map((pair) => `%${upper ? pair.toUpperCase() : pair}`).join("");
};

/** What attackers write into a path. */
const INSERTED = (
  "/ // /./ /../ /x/../ /%2e/ /%2e%2e/ /.%2E/ %2f %2F..%2F %5c \\ /..\\ ;x ;/ %00 %0a %20 + . .. % %u002f %c0%af " +
  "%ef%bc%8f \u00e9 | ^ ? #"
).split(" ");

type Edit = (path: string, at: number) => string;

/** What they do to it, at one place. */
const EDITS: Edit[] = [
  (path, at) => path.slice(0, at) + hex(path[at] ?? "/", false) + path.slice(at + 1),
  (path, at) => path.slice(0, at) + hex(path[at] ?? "/", true) + path.slice(at + 1),
  (path, at) => path.slice(0, at) + hex(path[at] ?? "/", false).replaceAll("%", "%25") + path.slice(at + 1),
  (path, at) => path.slice(0, at) + (path[at] ?? "").toUpperCase() + path.slice(at + 1),
  ...INSERTED.map(
    (text): Edit =>
      (path, at) =>
        path.slice(0, at) + text + path.slice(at),
  ),
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => `/guard/admin/..${path}`,
  (path) => `/guard/open/%2e%2e${path.slice("/guard".length)}`,
];

const spelling: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...PLAIN),
    fc.array(fc.tuple(fc.constantFrom(...EDITS), fc.nat({ max: 40 })), { maxLength: 4 }),
    // The form in which a proxy is asked (RFC 9112 §3.2.2).
    fc.constantFrom("", "", "", "http://127.0.0.1"),
  )
  .map(([path, edits, origin]) => {
    const edited = edits.reduce((spelled, [edit, at]) => edit(spelled, Math.min(at, spelled.length)), path);
    return origin + (edited.startsWith("/") ? "" : "/") + edited;
  });

describeModes("contract", (app) => {
  const counts = new Map<string, number>();
  const count = (kind: string): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };

  /** Asks for a path; the page that answered and the guard in front of it must mean the same one. */
  async function ask(target: string): Promise<RawResponse> {
    const response = await getRaw(app, target);
    const { status } = response;
    const handler = rawHeader(response, "x-handler");
    // A page elsewhere has neither; a 404 page below `/guard` has a guard only.
    expect(handler).toBe(status === 200 ? rawHeader(response, "x-guard") : undefined);
    expect([200, 308, 400, 404]).toContain(status);
    const isGuarded = handler === "admin" || rawText(response).includes("the plan");
    count(isGuarded ? "admin" : (handler ?? String(status)));
    const { status: locked } = await getRaw(app, target, { "x-lock": "on" });
    expect(isGuarded ? [403] : [403, status]).toContain(locked);
    return response;
  }

  async function askAndFollow(target: string): Promise<void> {
    const response = await ask(target);
    if (response.status !== 308) return;
    const location = rawHeader(response, "location") ?? "";
    expect(location).toMatch(/^\/(?![/\\])/);
    expect((await ask(location)).status).not.toBe(308);
  }

  test("no spelling reaches a page or file that its guard took for another one", async () => {
    counts.clear();
    await fc.assert(
      fc.asyncProperty(fc.array(spelling, { minLength: 10, maxLength: 10 }), async (targets) => {
        await Promise.all(targets.map(askAndFollow));
      }),
      // Every request to a dev server looks into its files first.
      { numRuns: app.mode === "dev" ? 80 : 300, seed: 2026 },
    );
    // The generator is worth something only if it gets everywhere.
    for (const kind of ["admin", "open", "308", "400", "404"]) {
      expect(counts.get(kind) ?? 0, kind).toBeGreaterThan(20);
    }
  });
});
