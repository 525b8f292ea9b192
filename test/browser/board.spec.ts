import { expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";
import { navigatesInPlace, noteListener } from "./navigation/ready.ts";

describeModes("board", (app) => {
  /** Opens the board, and waits until its forms are sent in place. */
  const open = async () => {
    const opened = await openPage(app, "/", { initScript: noteListener });
    await hydrated(opened.page, "textarea");
    await navigatesInPlace(opened.page);
    return opened;
  };

  test("what one visitor does is seen by the other, who keeps what is typed", async () => {
    const text = `Order ${crypto.randomUUID()}`;
    const { page: one } = await open();
    const { page: other, expectQuietConsole } = await open();
    await other.fill("textarea", "half typed");
    await one.fill("textarea", text);
    await one.getByRole("button", { name: "Pin it" }).click();
    await other.getByText(text).waitFor();
    await one.getByRole("button", { name: `Move to Doing: ${text}` }).click();
    await other.locator('section[aria-labelledby="doing"]').getByText(text).waitFor();
    expect(await other.inputValue("textarea")).toBe("half typed");
    await expect.poll(() => one.inputValue("textarea")).toBe("");
    expectQuietConsole();
  });

  test("a card is there before the server has answered", async () => {
    const text = `Soon ${crypto.randomUUID()}`;
    const { page } = await open();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route("**/", async (route) => {
      if (route.request().method() === "POST") await released;
      await route.continue();
    });
    await page.fill("textarea", text);
    // Locators wait while a navigation is pending.
    const pinned = () => page.evaluate(() => document.querySelector(".note.opacity-60 p")?.textContent);
    await page.getByRole("button", { name: "Pin it" }).dispatchEvent("click");
    await expect.poll(pinned).toBe(text);
    release();
    await page.locator(".note:not(.opacity-60)").getByText(text).waitFor();
  });

  test("a cheer flies in all windows", async () => {
    const { page: one } = await openPage(app, "/");
    const { page: other } = await openPage(app, "/");
    await other.getByRole("button", { name: "Cheer with 🔥" }).waitFor();
    await one.getByRole("button", { name: "Cheer with 🔥" }).click();
    await other.locator(".cheer").getByText("🔥").waitFor();
    const refused = await app.fetch("/api/cheers", {
      method: "POST",
      body: new URLSearchParams({ emoji: "💣" }),
    });
    expect(refused.status).toBe(422);
  });

  test("without JavaScript: a name, a card, a vote and an empty card", async () => {
    const text = `Plain ${crypto.randomUUID()}`;
    const { page } = await openPage(app, "/", { javaScriptEnabled: false });
    await page.fill('[name="name"]', "Emma");
    await page.getByRole("button", { name: "Save" }).click();
    expect(await page.inputValue('[name="name"]')).toBe("Emma");
    await page.fill("textarea", text);
    await page.getByRole("button", { name: "Pin it" }).click();
    const card = page.locator("li").filter({ hasText: text });
    expect(await card.textContent()).toContain("Emma");
    await page.getByRole("button", { name: `Vote for: ${text}` }).click();
    expect(await card.textContent()).toContain("▲ 1");
    await page.fill("textarea", "   ");
    await page.getByRole("button", { name: "Pin it" }).click();
    expect(await page.textContent("[role=alert]")).toBe("Write something on the card first.");
  });
});
