// Runs the suite against the proxy and prints what came of it as JSON. In a process of its own, because the suite
// keeps its results in a module and can be run only once.
import { getResults, runTests } from "http-cache-tests/client/runner.mjs";
import suites from "http-cache-tests/tests/index.mjs";
import surrogate from "http-cache-tests/tests/surrogate-control.mjs";
import { startOrigin } from "./origin.ts";
import { CachingProxy } from "./proxy.ts";
import type { Report } from "./results.ts";

/** More of them wait so long for their first answer that it is a second old. */
const AT_ONCE = 180;

const all = [...suites, surrogate];
const tests = all.flatMap((suite) => suite.tests).filter((test) => test.browser_only !== true);
const origin = await startOrigin();
const proxy = new CachingProxy(origin.url);
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  development: false,
  fetch: (request) => proxy.answer(request),
});
await runTests(all, fetch, false, server.url.origin, AT_ONCE);
await server.stop(true);
origin.stop();
const report: Report = {
  tests: tests.map(({ id, kind = "required" }) => ({ id, kind })),
  results: getResults(),
};
await Bun.write(Bun.stdout, JSON.stringify(report));
process.exit();
