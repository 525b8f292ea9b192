import { createApp } from "@bunsen/vite/test";
import { expect, test } from "vitest";

test("the first page says hello", async () => {
  await using app = await createApp();
  const response = await app.fetch("/");
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("Hello from Bunsen");
});
