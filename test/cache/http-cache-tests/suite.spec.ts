import { createServer } from "node:net";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { CachingProxy } from "./proxy.ts";
import type { Report } from "./results.ts";

/** By topic, the tests of what a cache must never get wrong: content that is somebody else's, secret, other, or old. */
const SAFETY: Record<string, string> = {
  private: "cc-resp-private-shared",
  "no-store": "cc-resp-no-store cc-resp-no-store-case-insensitive cc-resp-no-store-fresh surrogate-no-store",
  "no-cache": "cc-resp-no-cache cc-resp-no-cache-case-insensitive",
  Vary:
    "vary-no-match vary-omit vary-omit-stored vary-2-no-match vary-2-match-omit vary-3-no-match vary-3-order " +
    "vary-star vary-syntax-star vary-syntax-star-star vary-syntax-star-star-lines vary-syntax-empty-star " +
    "vary-syntax-empty-star-lines vary-syntax-star-foo vary-syntax-foo-star",
  Authorization: "other-authorization",
  invalidation: ["POST", "PUT", "DELETE", "M-SEARCH"]
    .flatMap((method) => [`invalidate-${method}`, `invalidate-${method}-location`, `invalidate-${method}-cl`])
    .join(" "),
  query: "query-args-different",
  "the end of freshness":
    "freshness-max-age-0 freshness-max-age-0-expires freshness-max-age-negative freshness-max-age-single-quoted " +
    "freshness-max-age-ignore-quoted freshness-max-age-ignore-quoted-rev freshness-max-age-s-maxage-shared-longer " +
    "freshness-s-maxage-shared freshness-expires-past freshness-expires-present freshness-expires-invalid " +
    "status-200-stale",
  headers: "headers-omit-headers-listed-in-Connection headers-store-Connection headers-store-Keep-Alive",
};

/** Without these, a proxy that stores nothing would do. */
const USE =
  "freshness-max-age freshness-s-maxage-shared freshness-expires-future query-args-same vary-match vary-3-match " +
  "vary-cache-key conditional-etag-strong-respond conditional-etag-weak-respond conditional-lm-fresh " +
  "invalidate-POST-failed headers-store-Test-Header other-age-gen cc-resp-must-revalidate-fresh";

/** What nginx passes of the same tests, by the results that come with the suite. */
const NGINX_REQUIRED = 100;

let report: Report;

beforeAll(async () => {
  const child = Bun.spawn([process.execPath, new URL("run.ts", import.meta.url).pathname], {
    stdout: "pipe",
    stderr: "inherit",
    // Client, proxy and origin are one process, where that counts for all of them together.
    env: { ...process.env, BUN_CONFIG_MAX_HTTP_REQUESTS: "2000" },
  });
  report = JSON.parse(await new Response(child.stdout).text());
});

function resultsOf(ids: string): Record<string, unknown> {
  return Object.fromEntries(ids.split(" ").map((id) => [id, report.results[id]]));
}

const allPassed = (ids: string) => Object.fromEntries(ids.split(" ").map((id) => [id, true]));

describe("http-cache-tests", () => {
  test.each(Object.entries(SAFETY))("%s", (_, ids) => {
    expect(resultsOf(ids)).toEqual(allPassed(ids));
  });

  test("stores what may be stored", () => {
    expect(resultsOf(USE)).toEqual(allPassed(USE));
  });

  test("passes no less than nginx does", () => {
    const count = (kind: string) => {
      const tests = report.tests.filter((each) => each.kind === kind);
      const passed = tests.filter(({ id }) => report.results[id] === true);
      return { passed: passed.length, of: tests.length };
    };
    const [required, optimal, check] = ["required", "optimal", "check"].map(count);
    console.log("http-cache-tests passed:", { required, optimal, check });
    expect(required?.passed).toBeGreaterThanOrEqual(NGINX_REQUIRED);
  });
});

/** An origin whose first answer ends too early. */
async function startCuttingOrigin(head: string, half: string, rest: string): Promise<string> {
  let answers = 0;
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => {
      answers += 1;
      socket.end(head + half + (answers === 1 ? "" : rest));
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
}

// The suite has no such tests.
test.each([
  ["shorter than it says", "Content-Length: 10", "01234", "56789"],
  ["without its last chunk", "Transfer-Encoding: chunked", "5\r\n01234\r\n", "5\r\n56789\r\n0\r\n\r\n"],
])("an answer that is %s is not stored", async (_, framing, half, rest) => {
  const head = `HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nConnection: close\r\n${framing}\r\n\r\n`;
  const proxy = new CachingProxy(await startCuttingOrigin(head, half, rest));
  const ask = async () => {
    const response = await proxy.answer(new Request("http://a.example/"));
    return [response.headers.get("x-bunsen-cache"), await response.text()];
  };
  await expect(ask()).rejects.toThrow();
  expect(await ask()).toEqual(["MISS", "0123456789"]);
  expect(await ask()).toEqual(["HIT", "0123456789"]);
});
