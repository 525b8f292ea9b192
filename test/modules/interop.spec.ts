import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { editFile } from "../support/fixture.ts";
import { describeModes } from "../support/modes.ts";
import { LOCATED_IN_BROWSERS } from "./located.ts";
import { KEYS, NAMES_APP, REFUSAL } from "./names.ts";
import { APP, expected, IMPORTERS } from "./shapes.ts";

describeModes({ ...APP, ...NAMES_APP }, (app) => {
  test("the server sees of every shape of package what the rule says, from every importer", async () => {
    const response = await app.fetch("/api/see");
    const text = await response.text();
    expect(response.status, text).toBe(200);
    const seen = JSON.parse(text);
    for (const importer of IMPORTERS) expect(seen[importer], importer).toEqual(expected("server"));
  });

  test("the browser sees the same, but for conditions that name it", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/");
    await expect.poll(() => page.locator("#browser").textContent(), { timeout: 20_000 }).not.toBe("");
    const seen = JSON.parse((await page.locator("#browser").textContent()) ?? "");
    for (const importer of IMPORTERS) expect(seen[importer], importer).toEqual(expected("browser"));
    expectQuietConsole();
  });

  test("a package that mentions __dirname works in the browser", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/located");
    const text = () => page.locator("#browser").textContent();
    await expect.poll(text).not.toBe("");
    expect(JSON.parse((await text()) ?? "")).toEqual(LOCATED_IN_BROWSERS);
    expectQuietConsole();
  });

  test("CommonJS has the names that it has when it has been loaded, on both sides", async () => {
    expect(await (await app.fetch("/api/keys")).json()).toEqual({ isComplete: true, seen: KEYS });
    const { page, expectQuietConsole } = await openPage(app, "/keys");
    await expect.poll(() => page.locator("pre").textContent(), { timeout: 20_000 }).not.toBe("");
    expect(JSON.parse((await page.locator("pre").textContent()) ?? "")).toEqual({
      isComplete: true,
      seen: KEYS,
      there: "/keys",
      refusal: expect.stringContaining(REFUSAL),
    });
    expectQuietConsole();
  });

  test("createRequire loads by literal names, wherever it is called and whatever it is named", async () => {
    expect(await (await app.fetch("/api/required")).json()).toEqual(["a", 1, 2, 1, 3, "aname"]);
  });

  test("external: [] leaves no package beside the script", async () => {
    expect((await app.fetch("/api/keys")).status).toBe(200);
    if (app.mode !== "dev") expect(existsSync(join(app.dir, "dist/server/node_modules"))).toBe(false);
  });

  test("modules of other plugins are components, whatever their ids", async () => {
    const html = await (await app.fetch("/icons")).text();
    expect(html).toContain("<main><i>home</i><i>mail</i><b>made up</b></main>");
  });

  test("import attributes say what a file is", async () => {
    const response = await app.fetch("/api/attributes");
    expect(await response.json()).toEqual(["# text\n", { a: 1 }, '{ "a": 1 }']);
  });

  test("classes and functions keep their names on the server", async () => {
    expect(await (await app.fetch("/api/names")).json()).toEqual(["User", "save", "load", "User", "User"]);
    expect(await (await app.fetch("/api/default-names")).json()).toEqual(["default"]);
  });

  test.runIf(app.mode === "dev")("an edit of what CommonJS of a workspace requires is seen", async () => {
    const { page, connected } = await openPage(app, "/");
    await connected();
    const inner = join(app.dir, "workspace/linked-cjs-function/inner.cjs");
    editFile(inner, `"a function"`, `"an edited function"`);
    const shown = { timeout: 45_000 };
    await expect.poll(() => page.locator("#browser").textContent(), shown).toContain("an edited function");
    expect(await (await app.fetch("/api/see")).text()).toContain("an edited function");
  });
});
