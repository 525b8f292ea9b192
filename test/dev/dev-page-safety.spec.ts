import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { buildAlone } from "../support/build.ts";
import { writeApp } from "../support/fixture.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";
import { type RunningServer, startBuilt, startDev } from "../support/serve.ts";
import { DEV_PAGE_APP } from "./dev-page-app.ts";

const EVIL = "<img src=x onerror=window.wasRun=1>";
const PLACES = ["/__bunsen", "/__bunsen/app", "/__bunsen/module?id=virtual:bunsen/build", "/__bunsen/events"];

let server: RunningServer;
beforeAll(async () => {
  server = await startDev(
    writeApp({
      ...DEV_PAGE_APP,
      "package.json": JSON.stringify({ name: EVIL, private: true, type: "module" }),
      [`src/pages/${EVIL}.tsx`]: "export default () => <h1>evil</h1>;\n",
      "src/pages/[anything].tsx": "export default () => <h1>anything</h1>;\n",
    }),
  );
});

/** What a page is told of the requests when it begins to listen. */
async function firstEvent(): Promise<string> {
  const leave = new AbortController();
  const response = await server.fetch("/__bunsen/events", { signal: leave.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.endsWith("\n\n")) text += (await reader?.read())?.value ?? "";
  leave.abort();
  return text;
}

describe("whatever is in a path, a query or a file's name", () => {
  test("is text on the page", async () => {
    const { page, expectQuietConsole } = await openPage(server, "/__bunsen");
    await expect.poll(() => page.textContent("#live")).toContain("live");
    for (const target of [
      `/${EVIL}?${EVIL}=1`.replaceAll(" ", "+"),
      `/${encodeURI(EVIL)}`,
      "/</script><script>window.wasRun=1</script>",
    ]) {
      await sendRaw(server, rawRequest("GET", target));
    }
    const shown = page.locator("#requests .opener span");
    await expect
      .poll(() => shown.allTextContents())
      .toEqual([
        "/</script><script>window.wasRun=1</script>",
        `/${EVIL}`,
        expect.stringContaining("/<img+src=x"),
      ]);
    for (const opener of await page.locator("#requests .opener").all()) await opener.click();
    expect(await page.textContent("h1")).toBe(EVIL);
    expect(await page.locator("#routes .tree").allTextContents()).toContain(EVIL);
    await page.click(`[data-module="virtual:bunsen/client/${EVIL}"]`);
    await expect.poll(() => page.textContent("#module")).toContain(`/src/pages/${EVIL}.tsx`);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.evaluate(() => "wasRun" in window)).toBe(false);
    expectQuietConsole();
  });

  test("cannot turn the text around, or break the line", async () => {
    const { page } = await openPage(server, "/__bunsen");
    await sendRaw(server, rawRequest("GET", "/%E2%80%AEdrowssap%0a"));
    await expect
      .poll(() => page.locator("#requests .opener span").first().textContent())
      .toBe("/\\u202edrowssap\\u000a");
  });
});

test("tells nothing of headers, bodies, cookies, or the values of a query", async () => {
  const secret = "secret-5f1e";
  const long = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9".repeat(20);
  await server.fetch(`/told?token=${secret}&token=${secret}&page=2&${long}`, {
    headers: { cookie: `sid=${secret}`, authorization: `Bearer ${secret}`, "x-note": secret },
  });
  await server.fetch("/api/slow", { method: "POST", body: secret });
  await sendRaw(
    server,
    `GET http://user:${secret}@127.0.0.1/absolute HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
  );
  const event = await firstEvent();
  expect(event).toContain('"/told?token&page&eyJhbGci');
  expect(event).toContain('"/api/slow"');
  expect(event).toContain('"/absolute"');
  expect(event).not.toContain(secret);
  expect(event).not.toContain("secret-of-the-cookie");
  expect(event).not.toContain(long.slice(0, 40));
});

describe("nobody else", () => {
  test.each(PLACES)("keeps, frames or reads %s", async (place) => {
    const { status, headers, body } = await server.fetch(place);
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toBe("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    await body?.cancel();
  });

  test.each(PLACES.slice(1))("of another site, or of another port, gets %s", async (place) => {
    for (const site of ["cross-site", "same-site"]) {
      const response = await server.fetch(place, {
        headers: { "sec-fetch-site": site, "sec-fetch-mode": "cors", origin: "http://localhost:1" },
      });
      expect([response.status, await response.text()]).toEqual([403, "Forbidden\n"]);
      // Vite's own answer to another port of this machine, which may load modules.
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
    }
    const old = await sendRaw(server, rawRequest("GET", place, { Origin: "http://evil.example" }));
    expect(old.status).toBe(403);
  });

  test("is told whether there is a page, but a link may lead to it", async () => {
    const embedded = await server.fetch("/__bunsen", {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    });
    expect(embedded.status).toBe(403);
    const followed = await server.fetch("/__bunsen", {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
    });
    expect(followed.status).toBe(200);
  });

  test.each(PLACES)("comes by a name that only leads here: %s", async (place) => {
    const { status } = await sendRaw(server, rawRequest("GET", place, { Host: "rebound.example" }));
    expect(status).toBe(403);
  });

  test("may do more than look", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) {
      expect((await server.fetch("/__bunsen/app", { method })).status).toBe(405);
    }
    expect((await server.fetch("/__bunsen/module?id=/package.json")).status).toBe(404);
    expect((await server.fetch("/__bunsen/module?id=virtual:bunsen/app")).status).toBe(404);
    expect((await server.fetch("/__bunsen/../package.json")).headers.get("x-frame-options")).not.toBe("DENY");
    expect((await server.fetch("/__bunsen/constructor")).status).toBe(404);
  });
});

describe("Vite's /__open-in-editor", () => {
  const OTHER_SITES: Record<string, string>[] = [
    { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" },
    { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" },
    { "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", Origin: "http://localhost:1" },
    { Origin: "http://evil.example" },
  ];
  const SPELLINGS = [
    "/__open-in-editor?file=",
    "/__OPEN-in-editor",
    "/__open-in-editor/?file=",
    "/__open-in-editor.x",
  ];

  test.each(OTHER_SITES)("opens nothing for another site: %o", async (headers) => {
    for (const target of SPELLINGS) {
      const response = await sendRaw(server, rawRequest("GET", target, headers));
      expect([target, response.status, rawText(response)]).toEqual([target, 403, "Forbidden\n"]);
    }
    const absolute = "http://127.0.0.1/__open-in-editor?file=";
    expect((await sendRaw(server, rawRequest("GET", absolute, headers))).status).toBe(403);
  });

  test("is there for the page itself", async () => {
    // Without a file Vite opens nothing, and says so.
    const response = await server.fetch("/__open-in-editor", {
      headers: { "sec-fetch-site": "same-origin" },
    });
    expect([response.status, await response.text()]).toEqual([
      500,
      'launch-editor-middleware: required query param "file" is missing.',
    ]);
  });
});

test("is no route: the app's middleware does not see it, and what begins like it is the app's", async () => {
  await server.fetch("/__bunsen");
  await server.fetch("/told");
  await expect.poll(() => server.log()).toContain("middleware saw /told");
  expect(server.log()).not.toContain("middleware saw /__bunsen\n");
  const slash = await server.fetch("/__bunsen/");
  expect([slash.status, slash.headers.get("location")]).toEqual([308, "/__bunsen"]);
  expect(await (await server.fetch("/__bunsens")).text()).toContain("anything");
});

test("is below base, and so are its links", async () => {
  const deep = await startDev(
    writeApp({
      ...DEV_PAGE_APP,
      "vite.config.ts":
        'import { bunsen } from "@bunsen/vite";\nexport default { base: "/deep/er/", plugins: [bunsen()] };\n',
    }),
  );
  const { page, expectQuietConsole } = await openPage(deep, "/deep/er/__bunsen");
  await page.waitForSelector("#routes a");
  expect(
    await page.locator("#routes a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
  ).toEqual(["/deep/er/", "/deep/er/api/slow"]);
  await deep.fetch("/deep/er/");
  await expect.poll(() => page.locator("#requests .opener span").allTextContents()).toEqual(["/deep/er/"]);
  await expect.poll(() => page.textContent("#module")).toContain("const modules");
  expect((await deep.fetch("/__bunsen/app")).status).not.toBe(200);
  const otherSite = { headers: { "sec-fetch-site": "cross-site" } };
  expect((await deep.fetch("/deep/er/__open-in-editor?file=", otherSite)).status).toBe(403);
  expect(deep.log()).toContain("/deep/er/__bunsen");
  expectQuietConsole();
});

test("a build has no trace of it", async () => {
  const home = await buildAlone(writeApp(DEV_PAGE_APP));
  const files = readdirSync(join(home, "dist"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const { parentPath, name } of files) {
    if (/\.(br|gz|zst)$/.test(name)) continue;
    const text = readFileSync(join(parentPath, name), "utf8");
    expect(text, name).not.toMatch(/\/__bunsen\b|requests-title|RecentRequests|timedBuild/);
  }
  const built = await startBuilt(home);
  for (const place of PLACES) {
    const answer = await sendRaw(built, rawRequest("GET", place));
    expect(answer.status, place).toBe(404);
    expect(rawText(answer), place).toContain("nothing");
    expect(rawHeader(answer, "x-frame-options"), place).not.toBe("DENY");
  }
});
