import { expect, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { appOf, buildTyped, snippetsOf } from "../support/documents.ts";
import { startBuilt } from "../support/serve.ts";

const notes = snippetsOf("docs/endpoints.md").filter(({ file }) => file === "src/pages/api/notes/[id].ts");

test("a viewer shows the description of the API, under the policy", async () => {
  const files = Object.fromEntries(notes.map(({ file = "", code }) => [file, code]));
  const server = await startBuilt(await buildTyped({ ...appOf("docs/recipes/api-viewer.md"), ...files }));
  const policy = (await server.fetch("/api-viewer")).headers.get("content-security-policy");
  expect(policy).toContain("script-src 'self'");
  const { page, expectQuietConsole, settled } = await openPage(server, "/api-viewer");
  await page.waitForSelector("h1:has-text('Notes')");
  const operations = page.locator(".opblock-summary");
  await expect.poll(() => operations.count()).toBe(2);
  await operations.first().click();
  await page.click("text=Try it out");
  await page.fill("input[placeholder='id']", "1");
  await page.click("button:has-text('Execute')");
  await page.waitForSelector(".live-responses-table:has-text('Milk')");
  expect(await page.locator(".errors-wrapper").count()).toBe(0);
  await settled();
  expectQuietConsole();
});
