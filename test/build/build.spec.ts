import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApp, moveOutside } from "../support/build.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { getRaw } from "../support/raw.ts";
import { rawText } from "../support/raw-response.ts";
import { type RunningServer, startBuilt } from "../support/serve.ts";

const CANARY = "canary-5b1f0c77";

const MINIMAL: AppFiles = {
  "src/pages/index.tsx": 'export default () => <h1 className="text-red-500">minimal</h1>;\n',
};

const SECRETIVE: AppFiles = {
  ...MINIMAL,
  "src/pages/secret.tsx": `
import type { PageProps } from "@bunsen/runtime";
import { useState } from "react";
import { headline } from "../headline";
export const meta = headline("only in the head");
export default function Secret({ props }: PageProps<"/secret">) {
  const [count, setCount] = useState(0);
  return <button type="button" onClick={() => setCount(count + 1)}>{props.length} {count}</button>;
}
`,
  "src/pages/secret.server.ts": `
import type { PageServer } from "@bunsen/runtime";
import { readSecret } from "../secret.server";
export default (() => ({ props: { length: readSecret().length } })) satisfies PageServer;
`,
  // Calls and top-level effects are what tree-shaking alone would keep.
  "src/headline.ts":
    'console.info("only for the head");\nexport const headline = (title: string) => ({ title: title + Date.now() });\n',
  "src/secret.server.ts": `export const readSecret = () => process.env.SECRET ?? "${CANARY}";\n`,
  "src/pages/api/secret.ts": `export const GET = () => ({ length: "endpoint-${CANARY}".length });\n`,
};

/** Only development builds hold these: of the JSX runtime and `react`, of `react-dom/server`, of `react-dom/client`. */
const DEVELOPMENT_REACT =
  /recentlyCreatedOwnerStacks|Each child in a list should have a unique|has a method called shouldComponentUpdate/;
const PRODUCTION_REACT = /Minified React error #|react\.dev\/errors\//;

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(directory, name))
    .filter((file) => statSync(file).isFile());
}

const scripts = (directory: string): string[] => filesBelow(directory).filter((file) => /\.m?js$/.test(file));
const readAll = (files: string[]): string => files.map((file) => readFileSync(file, "utf8")).join("\n");

async function build(files: AppFiles, environment?: Record<string, string>): Promise<string> {
  const directory = writeApp(files);
  const { code, output } = await buildApp(directory, environment);
  expect(code, output).toBe(0);
  return directory;
}

describe("a minimal app", () => {
  let home: string;
  beforeAll(async () => {
    home = moveOutside(await build(MINIMAL));
  });

  test("is a client, a server, and at most their manifest", () => {
    const parts = readdirSync(join(home, "dist"));
    expect(parts).toEqual(expect.arrayContaining(["client", "server"]));
    expect(["bunsen.json", "client", "server"]).toEqual(expect.arrayContaining(parts));
    expect(existsSync(join(home, "dist/server/index.js"))).toBe(true);
    expect(existsSync(join(home, "dist/server/app.js"))).toBe(true);
  });

  test("has a server of at most 600 kB", () => {
    const sizes = scripts(join(home, "dist/server")).map((file) => statSync(file).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(600_000);
  });

  test("has only the Tailwind classes it uses", () => {
    const styles = readAll(filesBelow(join(home, "dist/client")).filter((file) => file.endsWith(".css")));
    if (styles) expect(styles).not.toContain("text-blue-500");
  });
});

describe.each([
  ["unset", undefined],
  ["development", "development"],
  ["test", "test"],
])("with NODE_ENV %s in the shell", (_name, value) => {
  let directory: string;
  beforeAll(async () => {
    directory = await build(SECRETIVE, value === undefined ? undefined : { NODE_ENV: value });
  });

  test.each(["server", "client"])("the %s has React for production, and only that", (side) => {
    const text = readAll(scripts(join(directory, "dist", side)));
    expect(text).toMatch(PRODUCTION_REACT);
    expect(DEVELOPMENT_REACT.exec(text)?.[0]).toBeUndefined();
    expect(text).not.toMatch(/\b_?jsxDEV\b/);
  });

  test("no choice is left to the machine it runs on", () => {
    expect(readAll(scripts(join(directory, "dist")))).not.toMatch(/process\.env\.NODE_ENV/);
  });
});

describe("an app with secrets", () => {
  let home: string;
  let server: RunningServer;
  beforeAll(async () => {
    home = moveOutside(await build(SECRETIVE));
    server = await startBuilt(home);
  });

  test("has them on the server and in no client file", () => {
    expect(readAll(scripts(join(home, "dist/server")))).toContain(CANARY);
    const leaks = filesBelow(join(home, "dist/client")).filter((file) => readFileSync(file).includes(CANARY));
    expect(leaks).toEqual([]);
  });

  test("keeps meta, server files and their functions out of the client's scripts", () => {
    const text = readAll(scripts(join(home, "dist/client")));
    expect(text).not.toMatch(/only (in|for) the head/);
    expect(text).not.toContain("readSecret");
    expect(text).not.toContain(".server");
  });

  test("works from the moved directory", async () => {
    expect(await (await server.fetch("/secret")).text()).toContain(`>${CANARY.length}`);
    expect(await (await server.fetch("/api/secret")).json()).toEqual({ length: `endpoint-${CANARY}`.length });
  });

  test("serves its hashed scripts as immutable, and never their source maps", async () => {
    const html = await (await server.fetch("/secret")).text();
    const sources = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, source = ""]) => source);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      const script = await server.fetch(source);
      expect(script.status, source).toBe(200);
      expect(script.headers.get("cache-control"), source).toBe("public, max-age=31536000, immutable");
      expect(script.headers.get("sourcemap"), source).toBeNull();
      expect(await script.text(), source).not.toMatch(/\/\/# sourceMappingURL/);
      expect((await server.fetch(`${source}.map`)).status, source).toBe(404);
    }
  });

  test.each([
    "/server/app.js",
    "/server/index.js",
    "/../server/app.js",
    "/assets/../../server/app.js",
    "/%2e%2e/server/app.js",
    "/assets/..%2f..%2fserver/app.js",
    "/..%5cserver%5capp.js",
    "/.vite/manifest.json",
    "/bunsen.json",
    "/../bunsen.json",
    "/client/.vite/manifest.json",
  ])("does not serve %s", async (target) => {
    const response = await getRaw(server, target);
    expect(response.status === 404 || response.status === 400, String(response.status)).toBe(true);
    expect(rawText(response)).not.toContain(CANARY);
  });

  test("answers a missing asset with a plain, uncached 404", async () => {
    const response = await server.fetch("/assets/index-00000000.js");
    expect(response.status).toBe(404);
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(response.headers.get("content-type")).not.toMatch(/html/);
  });
});
