import { expect, test } from "vitest";
import { runVitest, writeInstalledApp } from "../support/vitest.ts";
import { APP } from "./app.ts";

const TEST = `
import { createApp } from "@bunsen/vite/test";
import { expect, test } from "vitest";
import Post, { frontmatter, meta } from "../src/pages/post.mdx";

test("everything", async () => {
  await using app = await createApp();
  const html = async (path: string) => (await (await app.fetch(path)).text()).replaceAll("<!-- -->", "");
  expect(await html("/alias")).toMatch(/<b class="[^"]*label[^"]*">one\\+two<\\/b>/);
  expect(await html("/styles")).toMatch(/id="box" class="[^"]*box[^"]*"/);
  expect(await html("/post")).toContain("<h1>A post at /post</h1>");
  expect(await html("/images")).toContain('<path d="M0 0h2v2H0z"></path>');
  expect(await html("/components")).toContain("styled 0");
  expect(app.errors).toEqual([]);
});

test("a document is a module with all its exports", () => {
  expect([typeof Post, frontmatter.title, meta.title]).toEqual(["function", "A post", "A post"]);
});
`;

test("what React apps bring along works in a user's own tests", { timeout: 150_000 }, async () => {
  const { code, output } = await runVitest(writeInstalledApp({ ...APP, "tests/all.test.ts": TEST }));
  expect(code, output).toBe(0);
  expect(output).toContain("2 passed");
});
