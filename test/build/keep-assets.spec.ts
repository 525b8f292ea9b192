import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { buildApp, moveOutside } from "../support/build.ts";
import { editFile, writeApp } from "../support/fixture.ts";
import { startBuilt } from "../support/serve.ts";

const CONFIG =
  'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen({ keepAssets: 2, smokeTest: false })] };\n';

async function build(directory: string): Promise<string> {
  const { code, output } = await buildApp(directory);
  expect(code, output).toBe(0);
  const [name = ""] = readdirSync(join(directory, "dist/client/assets")).filter(
    (file) => /^index-.*\.js$/.test(file) && !known.has(file),
  );
  known.add(name);
  return name;
}

const known = new Set<string>();

test("keepAssets keeps the hashed files of that many builds, also past one that fails", async () => {
  known.clear();
  const directory = writeApp({
    "vite.config.ts": CONFIG,
    "src/pages/index.tsx": "export default () => <h1>version 1</h1>;\n",
  });
  const page = join(directory, "src/pages/index.tsx");
  const assets = join(directory, "dist/client/assets");
  const first = await build(directory);
  editFile(page, "version 1", "version 2");
  const second = await build(directory);
  expect(await build(directory), "a build that changes nothing").toBe("");
  editFile(page, "version 2", "version 3");
  editFile(page, "</h1>", "<h1>");
  expect((await buildApp(directory)).code).toBe(1);
  editFile(page, "version 3<h1>", "version 3</h1>");
  const third = await build(directory);
  for (const name of [first, second, third]) expect(existsSync(join(assets, name)), name).toBe(true);
  editFile(page, "version 3", "version 4");
  const fourth = await build(directory);
  expect(existsSync(join(assets, first))).toBe(false);
  expect(readdirSync(join(directory, "dist")).filter((name) => name.startsWith(".kept"))).toEqual([]);

  const server = await startBuilt(moveOutside(directory));
  for (const name of [second, third, fourth]) {
    const response = await server.fetch(`/assets/${name}`);
    expect([response.status, response.headers.get("cache-control")], name).toEqual([
      200,
      "public, max-age=31536000, immutable",
    ]);
  }
  const gone = await server.fetch(`/assets/${first}`);
  expect([gone.status, gone.headers.get("cache-control")]).toEqual([404, "no-store"]);
});

test("a record that was tampered with moves nothing from elsewhere", async () => {
  const directory = writeApp({
    "vite.config.ts": CONFIG,
    "src/pages/index.tsx": "export default () => <h1>page</h1>;\n",
  });
  await build(directory);
  writeFileSync(join(directory, "dist/kept-assets.json"), JSON.stringify([["../../package.json"], "torn"]));
  await build(directory);
  expect(existsSync(join(directory, "package.json"))).toBe(true);
  expect(readdirSync(join(directory, "dist/client"))).toEqual(["assets"]);
});

test.each([-1, 1.5, "2"])("keepAssets: %j is refused", async (value) => {
  const config = CONFIG.replace("keepAssets: 2", `keepAssets: ${JSON.stringify(value)}`);
  const { code, output } = await buildApp(
    writeApp({ "vite.config.ts": config, "src/pages/index.tsx": "export default () => <p>page</p>;\n" }),
  );
  expect([code, output]).toEqual([1, expect.stringMatching(/keepAssets.*a number of builds/)]);
});

test("a tab of the build before, under a policy and from a cached page, is loaded again for what is gone", async () => {
  const directory = writeApp({
    "src/server.ts":
      'import { defineServer } from "@bunsen/runtime";\nexport default defineServer({ csp: {} });\n',
    "src/late.tsx": 'export default () => <p id="late">version 1</p>;\n',
    "src/pages/index.tsx": `
import { lazy, Suspense, useState } from "react";
const Late = lazy(() => import("../late"));
export const config = { cachePage: true };
export default function Index() {
  const [shown, setShown] = useState(false);
  return <main><button onClick={() => setShown(true)}>show</button><Suspense>{shown && <Late />}</Suspense></main>;
}
`,
  });
  const build1 = await buildApp(directory);
  expect(build1.code, build1.output).toBe(0);
  const before = await startBuilt(directory);
  const { page, loads } = await openPage(before, "/");
  await hydrated(page, "button");
  await before.stop();
  editFile(join(directory, "src/late.tsx"), "version 1", "version 2");
  const build2 = await buildApp(directory);
  expect(build2.code, build2.output).toBe(0);
  await startBuilt(directory, { port: before.port });
  await page.locator("button").click();
  await expect.poll(loads, { timeout: 10_000 }).toBe(2);
  await hydrated(page, "button");
  await page.locator("button").click();
  await expect.poll(() => page.locator("#late").textContent()).toBe("version 2");
  expect(loads()).toBe(2);
});
