import { createLogger } from "vite";
import { expect, test } from "vitest";
import { Progress } from "./progress.ts";

function record(isTerminal: boolean) {
  let text = "";
  const logger = createLogger("info");
  logger.info = (message) => {
    text += `${message}\n`;
  };
  const write = (part: string) => {
    text += part;
  };
  return { logger, screen: { isTerminal, write }, text: () => text.replaceAll("\u001b[2K", "<clear>") };
}

test("a terminal's line moves, and is the step's result in the end", async () => {
  const { logger, screen, text } = record(true);
  const progress = new Progress(logger, "info", screen);
  expect(await progress.step("compiling", () => Bun.sleep(250).then(() => 7))).toBe(7);
  expect(text().split("\r").length).toBeGreaterThan(3);
  expect(text()).toMatch(/\r<clear>✓ compiling \(0\.\d s\)\n$/);
});

test("everywhere else there is a plain line for each step", async () => {
  const { logger, screen, text } = record(false);
  const progress = new Progress(logger, "info", screen);
  await progress.step("compiling", () => Bun.sleep(1));
  expect(text()).toMatch(/^✓ compiling \(0\.0 s\)\n$/);
});

test("a step that fails leaves nothing on the line, and a quiet build says nothing", async () => {
  const { logger, screen, text } = record(true);
  const fail = () => Promise.reject(new Error("no"));
  await expect(new Progress(logger, "info", screen).step("compiling", fail)).rejects.toThrow("no");
  expect(text()).toMatch(/\r<clear>$/);
  const quiet = record(true);
  await new Progress(quiet.logger, "warn", quiet.screen).step("compiling", () => Bun.sleep(1));
  expect(quiet.text()).toBe("");
});
