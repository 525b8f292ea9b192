import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApp, type CommandResult, compileApp } from "../support/build.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { bunProgram } from "../support/paths.ts";

const PAGE: AppFiles = {
  "src/pages/index.tsx": 'export default () => <h1 className="p-4">page</h1>;\n',
};

/** The user that owns nothing. */
const NOBODY = 65_534;

/**
 * Whether the smoke test can give up its rights here, which decides as whom it runs, not whether the test does: only root
 * may, and in a checkout that only root can read nobody else can run Bun.
 */
function canBecomeNobody(): boolean {
  if (process.getuid?.() !== 0) return false;
  return spawnSync(bunProgram, ["--version"], { uid: NOBODY, gid: NOBODY, cwd: "/" }).status === 0;
}

function withOptions(options: object): AppFiles {
  return {
    "vite.config.ts": `import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen(${JSON.stringify(options)})] };
`,
  };
}

test.each([
  [
    "cannot be loaded",
    {
      "src/pages/index.server.ts":
        'if (process.env.BUNSEN_SMOKE) throw new Error("no table");\nexport default () => ({});\n',
    },
    /did not start.*no table/s,
  ],
  [
    "returns what it may not",
    {
      "src/pages/index.server.ts": 'export default () => ({ redirct: { destination: "/login" } });\n',
      "src/pages/__root.tsx":
        'export const htmlprops = { lang: "en" };\nexport default ({ children }) => children;\n',
    },
    /__root\.tsx exports "htmlprops".*"htmlProps".*MISTAKEN_EXPORT.*responded with 500.*"redirct".*"redirect"\?/s,
  ],
])("a build that %s fails", async (_name, files, message) => {
  const { code, output } = await buildApp(writeApp({ ...PAGE, ...files }));
  expect(output).toMatch(message);
  expect(output).toMatch(/smoke test of dist failed/i);
  expect(code).toBe(1);
});

/** Each in a page of its own, so that one build shows all of them. */
const RENDER_FAULTS: [what: string, files: AppFiles, message: RegExp][] = [
  [
    "a page that cannot be rendered",
    { "src/pages/index.tsx": 'export default () => { throw new Error("no window"); };\n' },
    /\/ \(src\/pages\/index\.tsx\) responded with 500: Error: no window/,
  ],
  [
    "metadata that is none",
    { "src/pages/meta.tsx": 'export const meta = { titel: "a" };\nexport default () => <p>a</p>;\n' },
    /responded with 500.*src\/pages\/meta\.tsx has the unknown key "titel".*"title"\?/s,
  ],
  [
    "an error page that cannot be rendered",
    { "src/pages/404.tsx": 'export default () => { throw new Error("not even this"); };\n' },
    /error page src\/pages\/404\.tsx could not be rendered.*not even this/s,
  ],
  [
    "a named path that cannot be rendered",
    {
      ...withOptions({ smokeTest: { paths: ["/item/7"] } }),
      "src/pages/item/[id].tsx":
        'export default ({ params }) => { throw new Error("item " + params.id); };\n',
    },
    /\/item\/7 responded with 500: Error: item 7/,
  ],
  [
    "a name that only browsers have, with its place, the code and what to do",
    {
      "src/width.ts": "export function width(): number {\n  return window.innerWidth;\n}\n",
      "src/pages/cart.tsx":
        'import { width } from "../width";\nexport default function Cart() {\n  return <p>{width()}</p>;\n}\n',
    },
    /\/cart \(.*cart\.tsx\) responded with 500: ReferenceError: window is not defined: only browsers have it.*useEffect.*\[BROWSER_ONLY\]\n {4}at width \(src\/width\.ts:2:10\)\n {4}at Cart \(src\/pages\/cart\.tsx:3:\d+\)\n {4}… \d+ frames[^\n]*\n\n {4}1 \| export function width.*\n {4}2 \| {3}return window\.innerWidth;\n {4} {2}\| {10}\^/,
  ],
];

describe("a build whose pages fail", () => {
  let built: CommandResult;
  beforeAll(async () => {
    const files = RENDER_FAULTS.map(([, files]) => files);
    built = await buildApp(writeApp(Object.assign({}, ...files)));
  });

  test.each(RENDER_FAULTS)("names %s", (_what, _files, message) => expect(built.output).toMatch(message));

  test("fails", () => {
    expect(built.output).toMatch(/smoke test of dist failed/i);
    expect(built.code).toBe(1);
  });
});

test("what a server function or an endpoint throws is a warning, and BUNSEN_SMOKE says who asks", async () => {
  const directory = writeApp({
    ...PAGE,
    "src/pages/list.tsx": "export default () => <p>list</p>;\n",
    "src/pages/list.server.ts": 'export default () => { throw new Error("no database here"); };\n',
    "src/pages/api/rows.ts": `
import { readdirSync, writeFileSync } from "node:fs";
export const GET = () => {
  const { BUNSEN_SMOKE, NODE_ENV } = process.env;
  writeFileSync("seen.json", "");
  const user = process.getuid?.();
  throw new Error(JSON.stringify({ smoke: BUNSEN_SMOKE, mode: NODE_ENV, user, files: readdirSync(".") }));
};
`,
  });
  const { code, output } = await buildApp(directory, { NODE_ENV: "development", PORT: "1" });
  expect(code, output).toBe(0);
  expect(output).toMatch(/Smoke test of dist \[SMOKE_WARNING\]: \/list .*no database here/);
  const user = canBecomeNobody() ? NOBODY : process.getuid?.();
  const facts = /Error: (\{.*\})/.exec(output)?.[1] ?? "{}";
  expect(JSON.parse(facts)).toEqual({ smoke: "1", mode: "production", user, files: ["seen.json"] });
});

test("an app for certain hosts, below a base, is asked as one of them; an event stream need not end", async () => {
  const directory = writeApp({
    ...PAGE,
    "src/pages/api/news.ts": `import { channel, eventStream } from "@bunsen/runtime";
export const GET = () => eventStream(channel("news").subscribe());
`,
    "vite.config.ts":
      'import { bunsen } from "@bunsen/vite";\nexport default { base: "/shop/", plugins: [bunsen()] };\n',
    "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({ allowedHosts: ["*.example.com"], serve: { port: 1, hostname: "192.0.2.1" } });
`,
  });
  const { code, output } = await buildApp(directory);
  expect(code, output).toBe(0);
  expect(output).toContain("✓ smoke test of dist");
  expect(output).not.toContain("Smoke test of");
});

test("smokeTest: false starts nothing, and an executable that does not serve is no executable", async () => {
  const broken = {
    "src/pages/index.server.ts": 'throw new Error("no table");\nexport default () => ({});\n',
  };
  const quiet = writeApp({ ...PAGE, ...broken, ...withOptions({ smokeTest: false }) });
  expect((await buildApp(quiet)).output).not.toMatch(/smoke test/i);
  const onlyThere = writeApp({
    ...PAGE,
    "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
if (Bun.isStandaloneExecutable) throw new Error("not in an executable");
export default defineServer({});
`,
  });
  const { code, output } = await compileApp(onlyThere);
  expect([code, output]).toEqual([
    1,
    expect.stringMatching(/smoke test of dist\/app failed.*not in an executable/is),
  ]);
  expect(existsSync(join(onlyThere, "dist/app"))).toBe(false);
  expect(readFileSync(join(onlyThere, "dist/server/index.js"), "utf8")).toContain("serve");
});

test("a server that cannot be loaded fails the build with where it stops", async () => {
  const files = {
    "src/upload.ts": "export const schema = {\n  files: FileList,\n};\n",
    "src/pages/index.tsx":
      'import { schema } from "../upload";\nexport default () => <p>{Object.keys(schema)}</p>;\n',
  };
  const { code, output } = await buildApp(writeApp(files));
  const message = `error during build:
The server cannot be loaded [SERVER_LOAD]: ReferenceError: FileList is not defined: only browsers have it, and this code also \
runs on the server. Use it in useEffect or in an event handler. [BROWSER_ONLY]
    at src/upload.ts:2:10

    1 | export const schema = {
    2 |   files: FileList,
      |          ^
    3 | };`;
  expect([code, output]).toEqual([1, expect.stringContaining(message)]);
});

test.each([
  [{ smokeTest: { path: ["/x"] } }, /"path".*Did you mean "paths"/],
  [{ smokeTest: { paths: ["x"] } }, /smokeTest.*paths/],
])("the options %j are refused", async (options, message) => {
  const { code, output } = await buildApp(writeApp({ ...PAGE, ...withOptions(options) }));
  expect([code, output]).toEqual([1, expect.stringMatching(message)]);
});
