import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type AppFiles, editFile, writeFiles } from "../support/fixture.ts";
import { bunProgram } from "../support/paths.ts";
import { startProcess } from "../support/process.ts";
import { PATIENT, runVitest, vitestProgram, writeInstalledApp } from "../support/vitest.ts";

/** Written in one piece, Vitest would take it for this file's own. */
const ENVIRONMENT = ["@vitest", "environment"].join("-");

const APP: AppFiles = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  origin: "https://shop.example",
  csp: {},
  middleware({ url, req, locals }) {
    locals.who = "middleware";
    if (url.pathname === "/guarded") return new Response("no", { status: 401 });
    if (url.pathname === "/rewritten") return new Request(new URL("/api/echo", url), req);
  },
});
`,
  "src/db.server.ts":
    'export const users = (): string[] => ["Ada"];\nexport const rank = (name: string) => name.length;\n',
  "src/state.ts": "export const state = { visits: 0 };\n",
  "src/pages/__root.tsx": "export default ({ children }) => <main>{children}</main>;\n",
  "src/pages/index.tsx": `
import { useId, useState } from "react";
import { rank, users } from "../db.server";
import "../style.css";
export const meta = () => ({ title: users().join(" and ") });
export const ranks = (names: string[]) => names.map(rank);
export default function Index({ props }) {
  const [count, setCount] = useState(0);
  return <button type="button" id={useId()} onClick={() => setCount(count + 1)}>{props.users.join(" and ")}: {count}</button>;
}
`,
  "src/style.css": "button { color: red; }\n",
  "src/pages/index.server.ts": `
import { users } from "../db.server";
export default ({ locals, cookies }) => {
  cookies.set("seen", "yes");
  return { props: { users: users(), who: locals.who } };
};
`,
  "src/pages/moved.server.ts":
    'import { redirect } from "@bunsen/runtime";\nexport default () => redirect("/", 303);\n',
  "src/pages/moved.tsx": "export default () => <p>moved</p>;\n",
  "src/pages/form.server.ts": `
export default async ({ req, body }) => {
  const form = req.method === "POST" ? await body : undefined;
  return { props: { name: form?.get("name") ?? "nobody" } };
};
`,
  "src/pages/refused.server.ts": `
import { redirect } from "@bunsen/runtime";
export default async ({ req, body, cookies, parent }) => {
  const above = parent();
  if (req.method === "POST" && !cookies.has("sid")) redirect("/", 303);
  return { props: { body: await body, above: await above } };
};
`,
  "src/pages/refused.tsx": "export default () => <p>refused</p>;\n",
  "src/pages/form.tsx": "export default ({ props }) => <p>{props.name}</p>;\n",
  "src/pages/broken.server.ts": `
interface Order { total: number }

export default () => {
  const order = { total: 3 } satisfies Order;
  throw new TypeError("no stock for " + order.total);
};
`,
  "src/pages/broken.tsx": "export default () => <p>broken</p>;\n",
  "src/pages/kept.tsx": `
import { state } from "../state";
export const config = { cachePage: true };
export default () => <p>visit {String(++state.visits)}</p>;
`,
  "src/pages/api/echo.ts": `
export const GET = ({ url, locals }) => ({ path: url.pathname, who: locals.who });
export const POST = async ({ body }) => ({ body: await body });
`,
  "src/pages/api/environment.ts": `
const { PLAIN, LEVEL, LOCAL } = process.env;
export const GET = () => ({ PLAIN, LEVEL, LOCAL, baked: import.meta.env.VITE_LEVEL });
`,
  "public/robots.txt": "User-agent: *\n",
  ".env": "PLAIN=env\nLEVEL=env\nVITE_LEVEL=env\n",
  ".env.development": "LEVEL=development\nVITE_LEVEL=development\n",
  ".env.local": "LOCAL=local\n",
  ".env.test": "LEVEL=test\nVITE_LEVEL=test\n",
};

const TESTS: AppFiles = {
  "tests/pages.test.ts": `
import { createApp } from "@bunsen/vite/test";
import { expect, test } from "vitest";

const html = async (response: Response) => (await response.text()).replaceAll("<!-- -->", "");

test("pages", async () => {
  const began = performance.now();
  await using app = await createApp();
  const response = await app.fetch("/");
  console.log("first answer after", Math.round(performance.now() - began), "ms");
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie()[0]).toMatch(/^seen=yes;.*HttpOnly/);
  expect(response.headers.get("content-security-policy")).toContain("script-src");
  const text = await html(response);
  expect(text).toContain("<title>Ada</title>");
  expect(text).toMatch(/<main><button type="button" id="[^"]+">Ada: 0<\\/button><\\/main>/);
  expect(text).toContain('"who":"middleware"');
  expect(text).toContain('"url":"https://shop.example/"');
});

test("redirects are as they are", async () => {
  await using app = await createApp();
  const response = await app.fetch("/moved");
  expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
  expect((await app.fetch("/form/")).status).toBe(308);
});

test("forms and JSON", async () => {
  await using app = await createApp();
  const form = await app.fetch("/form", { method: "POST", body: new URLSearchParams({ name: "Grace" }) });
  expect(await html(form)).toContain("<p>Grace</p>");
  const json = await app.fetch("/api/echo", { method: "POST", body: "[1]", headers: { "content-type": "application/json" } });
  expect(await json.json()).toEqual({ body: [1] });
  const foreign = await app.fetch("/form", { method: "POST", body: "", headers: { origin: "https://evil.example" } });
  expect(foreign.status).toBe(403);
});

// Vitest fails a run in which a rejection is left to nobody.
test("forms that are refused before they are read", async () => {
  await using app = await createApp();
  const type = (name: string) => ({ "content-type": name });
  const refused = [
    await app.fetch("/refused", { method: "POST", body: "{", headers: type("application/json") }),
    await app.fetch("/refused", { method: "POST", body: "x", headers: type("multipart/form-data") }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([303, 303]);
  expect(app.errors).toEqual([]);
});

test("middleware, files, health, nothing", async () => {
  await using app = await createApp({ origin: "https://other.example" });
  expect((await app.fetch("/guarded")).status).toBe(401);
  expect(await (await app.fetch(new Request("https://shop.example/rewritten"))).json()).toEqual({ path: "/api/echo", who: "middleware" });
  expect(await (await app.fetch(new URL("https://shop.example/api/echo"))).json()).toMatchObject({ path: "/api/echo" });
  const robots = await app.fetch("/robots.txt");
  expect(await robots.text()).toBe("User-agent: *\\n");
  expect(robots.headers.get("cache-control")).toBe("public, max-age=300, must-revalidate");
  expect((await app.fetch("/_bunsen/live")).status).toBe(200);
  expect((await app.fetch("/nowhere")).status).toBe(404);
  expect(app.errors).toEqual([]);
});

test("the environment is that for tests", async () => {
  await using app = await createApp();
  const response = await app.fetch("/api/environment");
  expect(await response.json()).toEqual({ PLAIN: "env", LEVEL: "test", baked: "test" });
});

test("errors", async () => {
  await using app = await createApp();
  const response = await app.fetch("/broken");
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("no stock");
  expect(app.errors).toEqual([new TypeError("no stock for 3")]);
});

test("pages are kept only if asked for", async () => {
  await using app = await createApp();
  const visit = async (asked: typeof app) => /visit (\\d+)/.exec(await html(await asked.fetch("/kept")))?.[1];
  expect([await visit(app), await visit(app)]).toEqual(["1", "2"]);
  await using keeping = await createApp({ cache: true });
  expect([await visit(keeping), await visit(keeping), await visit(app)]).toEqual(["3", "3", "4"]);
});
`,
  "tests/mock.test.ts": `
import { createApp } from "@bunsen/vite/test";
import { expect, test, vi } from "vitest";
import * as echo from "../src/pages/api/echo";

vi.mock("../src/db.server", () => ({ users: () => ["Mock"], rank: () => 0 }));

test("mocks reach the app", async () => {
  await using app = await createApp();
  expect(await (await app.fetch("/")).text()).toContain("<title>Mock</title>");
});

test("spies reach the app", async () => {
  const spy = vi.spyOn(echo, "GET");
  await using app = await createApp();
  await app.fetch("/api/echo");
  expect(spy).toHaveBeenCalledOnce();
});
`,
  "tests/alone.test.ts": `
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createApp } from "@bunsen/vite/test";
import { expect, test } from "vitest";
import { state } from "../src/state";

test("another file's modules are others", async () => {
  expect(state.visits).toBe(0);
  await using app = await createApp();
  await app.fetch("/kept");
  expect(state.visits).toBe(1);
});

/** Inodes of the TCP sockets that a process listens on. */
function listening(pid: number): string[] {
  const open = new Set(readdirSync(\`/proc/\${pid}/fd\`).map((fd) => {
    try { return /socket:\\[(\\d+)\\]/.exec(readlinkSync(\`/proc/\${pid}/fd/\${fd}\`))?.[1]; } catch { return undefined; }
  }));
  const lines = ["tcp", "tcp6"].flatMap((name) => readFileSync(\`/proc/\${pid}/net/\${name}\`, "utf8").split("\\n").slice(1));
  const LISTEN = "0A";
  return lines.map((line) => line.trim().split(/\\s+/)).filter((columns) => columns[3] === LISTEN && open.has(columns[9])).map((columns) => columns[9]);
}

// Elsewhere no /proc names the sockets of a process.
test.skipIf(process.platform !== "linux")("no port is opened, here or in Vitest's own process", async () => {
  await using app = await createApp();
  await app.fetch("/");
  expect([...listening(process.pid), ...listening(process.ppid)]).toEqual([]);
  using control = Bun.serve({ port: 0, fetch: () => new Response("") });
  expect(listening(process.pid)).toHaveLength(1);
});
`,
  "tests/component.test.tsx": `
// ${ENVIRONMENT} happy-dom
import { fireEvent, render, screen } from "@testing-library/react";
import { createApp } from "@bunsen/vite/test";
import { expect, test } from "vitest";
import Index, { meta, ranks } from "../src/pages/index";

test("a page is a component with its exports", () => {
  render(<Index props={{ users: ["Test"] }} />);
  fireEvent.click(screen.getByRole("button"));
  expect(screen.getByRole("button").textContent).toBe("Test: 1");
  expect(meta()).toEqual({ title: "Ada" });
  expect(ranks(["Ada"])).toEqual([3]);
});

test("an app is not for an imitation of a browser", async () => {
  await expect(createApp()).rejects.toThrow('Begin its file with "// ${ENVIRONMENT} node".');
});
`,
};

interface Report {
  testResults: { name: string; assertionResults: { title: string; status: string }[] }[];
}

function outcomes(directory: string): Record<string, string> {
  const report: Report = JSON.parse(readFileSync(join(directory, "report.json"), "utf8"));
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return Object.fromEntries(results.map(({ title, status }) => [title, status]));
}

describe("a user's own Vitest tests", () => {
  let directory: string;
  let result: { code: number; output: string };
  beforeAll(async () => {
    directory = writeInstalledApp({ ...APP, ...TESTS });
    result = await runVitest(directory);
  });

  test("pass, and the run ends", () => {
    expect(result.code, result.output).toBe(0);
    console.info(/first answer after \d+ ms/.exec(result.output)?.[0]);
    expect(result.output).toMatch(/first answer after \d+ ms/);
  });

  test.each([
    "pages",
    "redirects are as they are",
    "forms and JSON",
    "middleware, files, health, nothing",
    "the environment is that for tests",
    "errors",
    "pages are kept only if asked for",
    "mocks reach the app",
    "spies reach the app",
    "another file's modules are others",
    "no port is opened, here or in Vitest's own process",
    "a page is a component with its exports",
    "an app is not for an imitation of a browser",
  ])("%s", (title) => {
    expect(outcomes(directory)[title]).toBe("passed");
  });

  test("log an error with its place in the sources", () => {
    expect(result.output).toMatch(
      /GET \/broken failed[\s\S]+TypeError: no stock for 3[\s\S]+src\/pages\/broken\.server\.ts:6/,
    );
  });
});

const SMALL: AppFiles = {
  "src/pages/index.tsx": "export default ({ props }) => <p>{props.text}</p>;\n",
  "src/pages/index.server.ts": 'export default () => ({ props: { text: "first text" } });\n',
  "tests/small.test.ts": `
import { createApp } from "@bunsen/vite/test";
import { expect, test } from "vitest";
test("small", async () => {
  await using app = await createApp();
  expect(await (await app.fetch("/")).text()).toContain("first text");
});
`,
};

test("an app below a base has it in tests, too", async () => {
  const directory = writeInstalledApp({
    ...SMALL,
    "vite.config.ts":
      'import { bunsen } from "@bunsen/vite";\nexport default { base: "/shop/", plugins: [bunsen()] };\n',
    "src/pages/index.tsx":
      'import { href } from "@bunsen/runtime";\nconst here = href("/");\nexport default () => <a href={here}>first text</a>;\n',
    "tests/small.test.ts": `
import { createApp } from "@bunsen/vite/test";
import { expect, test } from "vitest";
test("small", async () => {
  await using app = await createApp();
  expect(await (await app.fetch("/shop/")).text()).toContain('href="/shop/"');
  expect((await app.fetch("/")).status).toBe(404);
});
`,
  });
  const { code, output } = await runVitest(directory);
  expect(code, output).toBe(0);
});

describe("a test that cannot have an app says why", () => {
  test("on Node", async () => {
    const { code, output } = await runVitest(writeInstalledApp(SMALL), "node");
    expect(code).toBe(1);
    expect(output).toContain("Start Vitest on Bun: bun --bun vitest run.");
  });

  test("without bunsen() in Vitest's config", async () => {
    const directory = writeInstalledApp({ ...SMALL, "vitest.config.ts": "export default {};\n" });
    const { code, output } = await runVitest(directory);
    expect(code).toBe(1);
    expect(output).toContain("a vitest.config.ts of your own needs it in its plugins, too");
  });

  test("with a mistake in the pages", async () => {
    const directory = writeInstalledApp({
      ...SMALL,
      "src/pages/index/index.tsx": "export default () => null;\n",
    });
    const { code, output } = await runVitest(directory);
    expect(code).toBe(1);
    expect(output).toContain("a path that ends with /index is never a route");
  });
});

test("in watch mode, an edit of what only the server loads runs the test again", async () => {
  const directory = writeInstalledApp(SMALL);
  const flags = ["--bun", vitestProgram, "watch", "--root", directory, PATIENT];
  const vitest = startProcess(bunProgram, flags, { cwd: directory });
  const log = () => vitest.log();
  await expect.poll(log, { timeout: 30_000 }).toContain("1 passed");
  await expect.poll(log).toMatch(/Waiting for file changes/);
  editFile(join(directory, "src/pages/index.server.ts"), "first text", "second text");
  await expect.poll(log, { timeout: 30_000 }).toMatch(/1 failed/);
  writeFiles(directory, { "src/pages/index.server.ts": SMALL["src/pages/index.server.ts"] ?? "" });
  await expect.poll(() => log().split("1 failed").at(-1), { timeout: 30_000 }).toContain("1 passed");
});
