import { afterAll } from "vitest";
import { closeBrowser } from "./browser.ts";
import { endOfFile } from "./cleanup.ts";

afterAll(async () => {
  await closeBrowser();
  await endOfFile();
});
