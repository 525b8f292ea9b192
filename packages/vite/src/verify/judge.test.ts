import { expect, test } from "vitest";
import { judge, type Outcome } from "./judge.ts";
import { planSmoke, type SmokeRequest } from "./plan.ts";

const page: SmokeRequest = { kind: "page", path: "/", file: "src/pages/index.tsx" };
const outcome = (parts: Partial<Outcome>): Outcome => ({
  request: page,
  status: 200,
  size: 10,
  milliseconds: 1,
  ...parts,
});

test("a page that responds is fine, with any status below 500", () => {
  for (const status of [200, 302, 401, 403, 404]) {
    expect(judge([outcome({ status })], [])).toEqual({ failures: [], warnings: [] });
  }
});

test("what fails while it is rendered fails the build; what a server function throws is a warning", () => {
  const line = { message: "GET / failed.", stack: "Error: boom\n    at Page" };
  const rendered = judge([outcome({ status: 500 })], [{ ...line, phase: "render" }]);
  expect(rendered.failures).toEqual([
    expect.stringContaining("src/pages/index.tsx) responded with 500: Error: boom"),
  ]);
  const thrown = judge([outcome({ status: 500 })], [line]);
  expect(thrown).toEqual({ failures: [], warnings: [expect.stringContaining("Error: boom")] });
});

test("what a server function or a config may never be fails the build", () => {
  for (const code of [
    "NOT_A_RESULT",
    "UNKNOWN_RESULT",
    "INVALID_RESULT",
    "UNKNOWN_CONFIG",
    "INVALID_CONFIG",
  ]) {
    const stack = `BunsenError: it is wrong. [${code}]\n    at Page`;
    const { failures } = judge([outcome({ status: 500 })], [{ message: "GET / failed.", stack }]);
    expect(failures).toEqual([expect.stringContaining(code)]);
  }
});

test("a file that is missing, empty or another one fails the build", () => {
  const request: SmokeRequest = { kind: "asset", path: "/a.js", etag: '"1"' };
  expect(judge([outcome({ request, etag: '"1"' })], []).failures).toEqual([]);
  expect(judge([outcome({ request, status: 404 })], []).failures).toHaveLength(1);
  expect(judge([outcome({ request, etag: '"2"' })], []).failures).toHaveLength(1);
  expect(judge([outcome({ request, etag: '"1"', size: 0 })], []).failures).toHaveLength(1);
  expect(judge([outcome({ request, status: undefined, failure: "reset" })], []).failures).toHaveLength(1);
});

test("a file that middleware guards is fine; one that cannot be read is not", () => {
  const request: SmokeRequest = { kind: "asset", path: "/admin/file.txt" };
  for (const status of [200, 302, 401, 403]) {
    expect(judge([outcome({ request, status })], [])).toEqual({ failures: [], warnings: [] });
  }
  expect(judge([outcome({ request, status: 404 })], []).warnings).toHaveLength(1);
  expect(judge([outcome({ request, status: 500 })], []).failures).toHaveLength(1);
});

test("endpoints that fail, and pages that never respond, are warnings", () => {
  const endpoint: SmokeRequest = { kind: "endpoint", path: "/api", file: "src/pages/api.ts" };
  const { failures, warnings } = judge(
    [
      outcome({ request: endpoint, status: 500 }),
      outcome({ status: undefined, failure: "no response within 5 s" }),
    ],
    [],
  );
  expect([failures, warnings.length]).toEqual([[], 2]);
});

test("an error page that cannot be rendered fails the build, unless a server function around it throws", () => {
  const message = "The error page src/pages/404.tsx could not be rendered on its own.";
  expect(judge([], [{ message, stack: "Error: broken", phase: "render" }])).toEqual({
    failures: [`${message} Error: broken`],
    warnings: [],
  });
  expect(judge([], [{ message, stack: "Error: no database" }])).toEqual({
    failures: [],
    warnings: [`${message} Error: no database`],
  });
});

test("a boundary that fails on the server is a warning", () => {
  const message = "A Suspense boundary of / failed; the browser renders it again.";
  const verdict = judge([outcome({})], [{ message, stack: "Error: no window" }]);
  expect(verdict).toEqual({ failures: [], warnings: [`${message} Error: no window`] });
});

test("asks for every page without parameters, the paths that the user names, and a URL that no route serves", () => {
  const route = { segments: [], wrappers: [], file: "f.tsx" };
  const requests = planSmoke({
    table: {
      routes: [
        { ...route, kind: "page", id: "/" },
        { ...route, kind: "page", id: "/two" },
        { ...route, kind: "page", id: "/with", server: "f.server.ts" },
        { ...route, kind: "page", id: "/[id]", segments: [{ kind: "param", name: "id" }] },
        { ...route, kind: "endpoint", id: "/api" },
      ],
      errors: [],
    },
    files: {},
    prerendered: {},
    paths: ["/named", "/"],
  });
  expect(requests.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    "page /",
    "page /two",
    "page /with",
    "endpoint /api",
    "page /named",
    expect.stringMatching(/^missing /),
  ]);
});
