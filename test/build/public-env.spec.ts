import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { buildAlone } from "../support/build.ts";
import { writeApp } from "../support/fixture.ts";
import { startBuilt } from "../support/serve.ts";

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({ publicEnv: ["API_URL", "NOT_SET"] });`,
  "src/pages/index.tsx": `
import { publicEnv } from "@bunsen/runtime";
import { useState } from "react";
export default function Index() {
  const [shown, setShown] = useState(false);
  return (
    <main>
      <p>{publicEnv().API_URL}</p>
      <button onClick={() => setShown(true)}>{shown ? JSON.stringify(publicEnv()) : "show"}</button>
    </main>
  );
}`,
};

describe("publicEnv", () => {
  test("is read when the server starts: one build, two environments, the same on both sides", async () => {
    const home = await buildAlone(writeApp(FILES));
    for (const url of ["https://api.one.example", 'https://api.two.example/?"</script>']) {
      const server = await startBuilt(home, {
        environment: { API_URL: url, SECRET: "canary-of-the-server" },
      });
      expect(await (await server.fetch("/")).text()).not.toContain("canary-of-the-server");
      const { page, expectQuietConsole } = await openPage(server, "/");
      expect(await page.locator("p").textContent()).toBe(url);
      await hydrated(page, "button");
      await page.locator("button").click();
      expect(JSON.parse((await page.locator("button").textContent()) ?? "")).toEqual({ API_URL: url });
      expectQuietConsole();
      await server.stop();
    }
  });
});
