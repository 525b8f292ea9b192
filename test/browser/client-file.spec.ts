import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { buildApp } from "../support/build.ts";
import { editFile, writeApp, writeFiles } from "../support/fixture.ts";
import { startDev } from "../support/serve.ts";

const PAGE = {
  "src/pages/index.tsx": 'export default () => <main onClick={() => {}}>{"a page"}</main>;\n',
};

describe("src/client.ts", () => {
  test.each([
    ["onerror", "export const onerror = () => {};"],
    ["handleError", "const handle = () => {};\nexport { handle as handleError };"],
    ["onErrors", "export function onErrors() {}"],
    ["default", "export default () => {};"],
  ])("fails the build if it exports %s", async (name, code) => {
    const { code: exit, output } = await buildApp(writeApp({ ...PAGE, "src/client.ts": code }));
    expect(exit).toBe(1);
    expect(output).toContain(`src/client.ts exports ${name}, which nothing calls. Did you mean "onError"?`);
    expect(output).toContain("[CLIENT_EXPORT]");
  });

  test("cannot import what is only for the server", async () => {
    const { code, output } = await buildApp(
      writeApp({
        ...PAGE,
        "src/client.ts": 'import { secret } from "./secret.server";\nconsole.log(secret);\n',
        "src/secret.server.ts": 'export const secret = "canary";\n',
      }),
    );
    expect(code).toBe(1);
    expect(output).toContain("[SERVER_ONLY]");
    expect(output).toContain("src/client.ts");
  });

  test("in development is loaded when it appears, changes and goes, and a mistake in it is shown", async () => {
    const directory = writeApp(PAGE);
    const server = await startDev(directory);
    const opened = await openPage(server, "/");
    const { page } = opened;
    await opened.connected();
    await hydrated(page, "main");
    const title = () => page.title();
    writeFiles(directory, { "src/client.ts": 'document.title = "first";\nexport const shared = 1;\n' });
    await expect.poll(title, { timeout: 10_000 }).toBe("first");
    await hydrated(page, "main");
    const file = join(directory, "src/client.ts");
    editFile(file, '"first"', '"second"');
    await expect.poll(title, { timeout: 10_000 }).toBe("second");
    await hydrated(page, "main");
    editFile(file, "export const shared", "export const onerror");
    await page.locator("vite-error-overlay").waitFor({ timeout: 10_000 });
    expect(await page.locator("vite-error-overlay").locator(".message").textContent()).toContain(
      "[CLIENT_EXPORT]",
    );
    editFile(file, "export const onerror", "export const onErrorless");
    rmSync(file);
    await expect.poll(title, { timeout: 10_000 }).toBe("");
    await hydrated(page, "main");
  });
});

// 3,000 before navigation in place, of which a part is in here; the goal is 3,000 again.
test("a page costs at most 3,800 bytes of scripts of ours, beside React", async () => {
  const directory = writeApp(PAGE);
  const { code, output } = await buildApp(directory);
  expect(code, output).toBe(0);
  const assets = join(directory, "dist/client/assets");
  const textOf = (name: string) => readFileSync(join(assets, name), "utf8");
  const page = readdirSync(assets).find((name) => /^index-.*\.js$/.test(name)) ?? "";
  // Whatever it imports before anything is shown, however the bundler divides it.
  const imported = [...textOf(page).matchAll(/(?:from|import)\s*[`"']\.\/([^`"']+\.js)[`"']/g)].map(
    ([, name = ""]) => name,
  );
  const ours = [page, ...imported].filter((name) => !/^(react|rolldown-runtime)-/.test(name));
  expect(ours.length).toBeGreaterThan(1);
  const sizes = ours.map((name) => gzipSync(textOf(name), { level: 9 }).byteLength);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(3800);
});
