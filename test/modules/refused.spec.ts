import { expect, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { buildErrors } from "../support/build-errors.ts";
import { type AppFiles, linkTo, writeApp } from "../support/fixture.ts";
import { startDev } from "../support/serve.ts";

const PAGE = { "src/pages/index.tsx": "export default () => <h1>fine</h1>;\n" };

/** Endpoints to what they import; each asks for what its module does not have when it has been loaded. */
const MISSING: Record<string, { name: string; specifier: string; files: AppFiles }> = {
  nothing: installed("nothing", "exports.here = 1;"),
  later: installed("later", "exports.here = 1; setTimeout(() => { exports.later = 1; });"),
  made: installed("made", "module.exports = new Proxy({}, { get: (_, key) => key, has: () => true });"),
  inherited: installed("inherited", "module.exports = new (class { inherited() {} })();"),
  marked: installed("marked", "exports.__esModule = true; exports.default = { marked: 1 };"),
  development: installed(
    "development",
    'exports[process.env.NODE_ENV === "nowhere" ? "development" : "here"] = 1;',
  ),
  linked: {
    name: "linked",
    specifier: "pkg-linked",
    files: {
      "workspace/linked/package.json": '{ "name": "pkg-linked", "version": "1.0.0" }',
      "workspace/linked/index.js": "exports.here = 1;",
      "node_modules/pkg-linked": linkTo("../workspace/linked"),
    },
  },
  own: { name: "own", specifier: "../../own.cjs", files: { "src/own.cjs": "module.exports = () => 1;" } },
};

function installed(name: string, code: string) {
  const specifier = `pkg-${name}`;
  return {
    name,
    specifier,
    files: {
      [`node_modules/${specifier}/package.json`]: `{ "name": "${specifier}", "version": "1.0.0" }`,
      [`node_modules/${specifier}/index.js`]: code,
    },
  };
}

/** Modules of other frameworks that are installed: on the server alone they would even work. */
const FOREIGN = ["next/link", "next/headers", "@remix-run/node"].map((specifier, index) => {
  const [, name = "", part = ""] = /^(@[^/]+\/[^/]+|[^/]+)\/?(.*)$/.exec(specifier) ?? [];
  const file = `src/pages/api/foreign${index}.ts`;
  return {
    path: `/api/foreign${index}`,
    files: {
      [`node_modules/${name}/package.json`]: `{ "name": "${name}", "version": "1.0.0" }`,
      [`node_modules/${name}/${part || "index"}.js`]: "module.exports = () => 1;",
      [file]: `import it from "${specifier}";\nexport const GET = () => [it()];\n`,
    },
    message: `${file} imports "${specifier}", which works only inside its own framework.`,
  };
});

/** How modules of the app use `require`, and what is wrong with it. */
const REQUIRES: [code: string, message: string][] = [
  ['require("pkg-nothing")', "uses require, which ES modules do not have"],
  ['require.resolve("pkg-nothing")', "uses require, which ES modules do not have"],
  [
    "createRequire(import.meta.url)(name)",
    "uses createRequire(import.meta.url) in a way that a build cannot follow",
  ],
  [
    '(() => { const load = createRequire(import.meta.url); return load.resolve("pkg-nothing"); })()',
    "uses createRequire(import.meta.url) in a way that a build cannot follow",
  ],
  [
    'createRequire(import.meta.url)("../../module.ts")',
    'requires "../../module.ts", which is an ES module of the app',
  ],
];

const REQUIRING = REQUIRES.map(([code, what], index) => ({
  path: `/api/require${index}`,
  files: {
    "src/module.ts": "export const a = 1;\n",
    [`src/pages/api/require${index}.ts`]: `import { createRequire } from "node:module";
const name = "pkg-nothing";
export const GET = () => [typeof require, name, createRequire, ${code}].length;
`,
  },
  message: `src/pages/api/require${index}.ts:3 ${what}.`,
}));

const MISSING_NAMES = Object.entries(MISSING).map(([endpoint, { name, specifier, files }]) => ({
  path: `/api/${endpoint}`,
  files: {
    ...files,
    [`src/pages/api/${endpoint}.ts`]: `import {\n  ${name},\n} from "${specifier}";\nexport const GET = () => [typeof ${name}];\n`,
  },
  message: `src/pages/api/${endpoint}.ts:2 imports { ${name} } from "${specifier}", which is CommonJS`,
}));

const REFUSED = [...MISSING_NAMES, ...FOREIGN, ...REQUIRING];

const REFUSING: AppFiles = { ...PAGE, ...Object.assign({}, ...REFUSED.map(({ files }) => files)) };

test("what has no meaning is the same error in a build and in development, with its place", async () => {
  const directory = writeApp(REFUSING);
  const server = await startDev(directory);
  const shown = await Promise.all(
    REFUSED.map(async ({ path }) => (await (await server.fetch(path)).json()).detail as string),
  );
  for (const [index, { message }] of REFUSED.entries()) expect(shown[index]).toContain(message);
  expect(server.log()).toMatch(/src\/pages\/api\/later\.ts:2:3\n\s+1 \| import \{\n\s+2 \| {3}later,/);
  expect((await buildErrors(directory)).toSorted()).toEqual(shown.toSorted());
});

test("a module that only browsers load is held to the same", async () => {
  const { name, specifier, files } = installed("nothing", "exports.here = 1;");
  const page = `import { useEffect, useState } from "react";
export default function Page() {
  const [shown, setShown] = useState("");
  useEffect(() => { import("../lazy.ts").catch((error) => setShown(error.message)); }, []);
  return <p>{shown}</p>;
}
`;
  const lazy = `import { ${name} } from "${specifier}";\nconsole.log(${name});\n`;
  const directory = writeApp({ ...files, "src/pages/index.tsx": page, "src/lazy.ts": lazy });
  const [message, ...others] = await buildErrors(directory);
  expect(message).toContain(`src/lazy.ts:1 imports { ${name} } from "${specifier}", which is CommonJS`);
  expect(others).toEqual([]);
  const server = await startDev(directory);
  const { page: tab } = await openPage(server, "/");
  await expect.poll(() => tab.locator("p").textContent(), { timeout: 30_000 }).toBe(message);
});
