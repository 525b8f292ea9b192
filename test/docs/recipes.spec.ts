import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { appOf, buildTyped, snippetsOf } from "../support/documents.ts";
import { outsideDirectory } from "../support/paths.ts";
import { type RunningServer, startBuilt } from "../support/serve.ts";

const TOPICS = ["auth", "database", "uploads", "chat", "server-sent-events", "cdn", "kubernetes"];
const MEGABYTE = 1_048_576;
const SESSION_SECRET = "a-secret-of-the-recipes-with-32-characters-or-more";

// The page about sessions needs a server that has them.
const recipes = appOf(...TOPICS.map((topic) => `docs/recipes/${topic}.md`), "docs/sessions.md");
const chatServer = Object.keys(recipes).find((name) => name.startsWith("variants/docs-recipes-chat.md"));

const files = {
  ...recipes,
  // Two recipes show options of one server.
  "src/auth-server.ts": String(recipes["src/server.ts"]),
  "src/server.ts": `import { defineServer } from "@bunsen/runtime";
import chat from "../${chatServer}";
import auth from "./auth-server.ts";
export default defineServer<{ name: string }>({ ...chat, session: auth.session });
`,
  "src/pages/api/who.ts": `import type { ApiHandler } from "@bunsen/runtime";
export const GET: ApiHandler<"/api/who"> = ({ ip, url, cookies }) => {
  cookies.set("seen", "yes");
  return { ip, origin: url.origin };
};`,
};

/** The headers of a request as nginx hands it on: those that the recipe sets, with nginx's variables filled in. */
function fromNginx(variables: Record<string, string>): Headers {
  const [snippet] = snippetsOf("docs/recipes/nginx.md").filter(({ language }) => language === "nginx");
  const headers = new Headers();
  for (const [, name = "", value = ""] of snippet?.code.matchAll(/proxy_set_header (\S+) (.*);/g) ?? []) {
    const text = value.replaceAll('"', "").replaceAll(/\$(\w+)/g, (_, variable) => variables[variable] ?? "");
    if (text !== "") headers.set(name, text);
  }
  return headers;
}

describe("the recipes, as one app", () => {
  let home: string;
  let server: RunningServer;
  let data: string;

  beforeAll(async () => {
    data = mkdtempSync(join(outsideDirectory(), "data-"));
    home = await buildTyped(files);
    server = await startBuilt(home, {
      environment: {
        DATABASE: join(data, "notes.sqlite"),
        UPLOADS: join(data, "uploads"),
        SESSIONS: join(data, "sessions.sqlite"),
        SESSION_SECRET,
        PURGE_TOKEN: "secret",
      },
    });
  });

  describe("login with cookies", () => {
    const PASSWORD = "correct horse battery";

    test.each([true, false])("in and out again, with JavaScript: %s", async (javaScriptEnabled) => {
      const name = `Ada ${crypto.randomUUID()}`;
      const { page } = await openPage(server, "/sign-up", { javaScriptEnabled });
      const cookie = async () =>
        (await page.context().cookies()).find((each) => each.name === "bunsen-session");
      await page.fill('[name="name"]', name);
      await page.fill('[name="password"]', PASSWORD);
      await page.click("button");
      await page.waitForURL("**/members");
      expect(await page.textContent("h1")).toBe(`Hello ${name}`);
      expect(await cookie()).toMatchObject({ httpOnly: true, sameSite: "Lax" });

      await page.click("text=Log out");
      await page.waitForURL("**/login");
      expect(await cookie()).toBeUndefined();
      await page.goBack();
      expect(new URL(page.url()).pathname).toBe("/login");
      await page.goto(`${server.origin}/members?tab=2`);
      expect(page.url()).toBe(`${server.origin}/login?from=%2Fmembers%3Ftab%3D2`);

      await page.fill('[name="name"]', name);
      await page.fill('[name="password"]', "wrong");
      await page.click("button");
      await page.waitForSelector("text=Name or password is wrong.");
      expect(await cookie()).toBeUndefined();
      await page.fill('[name="password"]', PASSWORD);
      await page.click("button");
      await page.waitForURL("**/members?tab=2");
    });

    test.each(["//evil.example", "/\\evil.example", "/.//evil.example", "https://evil.example", "", "/a\nb"])(
      "a login returns nobody to %j",
      async (from) => {
        const fields = { name: `Cy ${crypto.randomUUID()}`, password: PASSWORD };
        const post = (path: string) =>
          server.fetch(path, { method: "POST", body: new URLSearchParams(fields) });
        await post("/sign-up");
        const entered = await post(`/login?from=${encodeURIComponent(from)}`);
        expect([entered.status, entered.headers.get("location")]).toEqual([303, "/members"]);
      },
    );

    test("a session that was ended is worth nothing, and endpoints guard themselves", async () => {
      const fields = { name: `Bo ${crypto.randomUUID()}`, password: PASSWORD };
      const entered = await server.fetch("/sign-up", { method: "POST", body: new URLSearchParams(fields) });
      const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      const secret = () => server.fetch("/api/secret", { headers: { cookie } });
      expect(await (await secret()).json()).toEqual({ for: fields.name });
      const left = await server.fetch("/api/logout", { method: "POST", headers: { cookie } });
      expect([left.status, left.headers.get("location")]).toEqual([303, "/login"]);
      expect((await secret()).status).toBe(401);
      expect((await server.fetch("/members", { headers: { cookie } })).status).toBe(303);
    });

    test("the page of the guide knows who is logged in, and nobody else", async () => {
      expect((await server.fetch("/settings")).status).toBe(401);
    });

    test("nobody gets another's account by its name", async () => {
      const name = `Cy ${crypto.randomUUID()}`;
      const post = (path: string, password: string) =>
        server.fetch(path, { method: "POST", body: new URLSearchParams({ name, password }) });
      expect((await post("/sign-up", PASSWORD)).status).toBe(303);
      const second = await post("/sign-up", "another password");
      expect([second.status, second.headers.getSetCookie()]).toEqual([422, []]);
      expect(await second.text()).toContain("That name is taken.");
      expect((await post("/login", "another password")).status).toBe(422);
      expect((await post("/login", PASSWORD)).status).toBe(303);
    });

    test("another site's page can log nobody out", async () => {
      const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
      expect((await server.fetch("/api/logout", { method: "POST", headers })).status).toBe(403);
    });
  });

  test("a database: what is written is there, also in the file", async () => {
    const note = `Buy milk; DROP TABLE notes ${crypto.randomUUID()}`;
    const { page } = await openPage(server, "/notes");
    await page.fill("input", note);
    await page.click("button");
    await page.waitForSelector(`text=${note}`);
    expect(await page.textContent("time")).toBe(String(new Date().getFullYear()));
    expect(existsSync(join(data, "notes.sqlite"))).toBe(true);
  });

  describe("uploads", () => {
    const stored = () => readdirSync(join(data, "uploads")).sort();

    test("go to the disk from a browser, and come back as a download", async () => {
      const file = join(data, "picture.bin");
      writeFileSync(file, Buffer.alloc(3 * MEGABYTE, 7));
      const { page } = await openPage(server, "/files");
      await hydrated(page, "input");
      await page.setInputFiles("input", file);
      await expect.poll(() => page.textContent('[role="status"]')).toBe(`${3 * MEGABYTE} bytes are there.`);
      expect(readFileSync(join(data, "uploads/picture.bin")).equals(readFileSync(file))).toBe(true);
      const { headers } = await server.fetch("/api/files/picture.bin");
      expect(headers.get("content-disposition")).toBe("attachment");
      expect((await server.fetch("/api/files/other.bin")).status).toBe(404);
    });

    test.each(["declared", "streamed"])(
      "that are too large are refused, their size %s, and leave nothing",
      async (way) => {
        await server.fetch("/api/files/small", { method: "PUT", body: "small" });
        const before = stored();
        const body = way === "declared" ? new Uint8Array(21 * MEGABYTE) : megabytes(21);
        const answer = await server.fetch("/api/files/large", {
          method: "PUT",
          body,
          duplex: "half",
        } as RequestInit);
        expect(answer.status).toBe(413);
        await expect.poll(stored).toEqual(before);
      },
    );

    test("that break off leave nothing", async () => {
      await server.fetch("/api/files/small", { method: "PUT", body: "small" });
      const before = stored();
      const leaving = new AbortController();
      const body = new ReadableStream({
        async pull(controller) {
          controller.enqueue(new Uint8Array(MEGABYTE));
          await expect.poll(() => stored().length).toBeGreaterThan(before.length);
          leaving.abort();
        },
      });
      const sent = server.fetch("/api/files/broken", {
        method: "PUT",
        body,
        duplex: "half",
        signal: leaving.signal,
      } as RequestInit);
      await expect(sent).rejects.toThrow(/abort/i);
      await expect.poll(stored).toEqual(before);
    });

    test("with other names than plain ones are refused", async () => {
      for (const name of ["..%2Fescaped", ".hidden", "a%20b"]) {
        expect((await server.fetch(`/api/files/${name}`, { method: "PUT", body: "x" })).status).toBe(422);
      }
    });

    test("that are small come in a form, without JavaScript", async () => {
      const { page } = await openPage(server, "/avatar", { javaScriptEnabled: false });
      await page.setInputFiles("input", { name: "a.png", mimeType: "image/png", buffer: Buffer.alloc(1000) });
      await page.click("button");
      await expect.poll(() => page.textContent('[role="status"]')).toContain("1000");
    });
  });

  describe("a chat", () => {
    test("carries what one says to the other", async () => {
      const ada = await openPage(server, "/chat?name=Ada");
      const bo = await openPage(server, "/chat?name=Bo");
      await ada.page.waitForSelector("button:enabled");
      await bo.page.waitForSelector("button:enabled");
      await ada.page.fill("input", "Hello");
      await ada.page.click("button");
      await expect.poll(() => bo.page.textContent("li")).toBe("Ada: Hello");
      await expect.poll(() => ada.page.textContent("li")).toBe("Ada: Hello");
      await bo.page.fill("input", "Hi");
      await bo.page.click("button");
      await expect.poll(() => ada.page.locator("li").allTextContents()).toEqual(["Ada: Hello", "Bo: Hi"]);
      ada.expectQuietConsole();
    });

    test("is for those who say who they are", async () => {
      const headers = {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      };
      expect((await server.fetch("/chat/socket", { headers })).status).toBe(400);
    });
  });

  test("server-sent events arrive one after the other", async () => {
    const { page, expectQuietConsole } = await openPage(server, "/clock");
    await expect.poll(() => page.textContent("time")).toMatch(/^\d{4}-/);
    const first = await page.textContent("time");
    await expect.poll(() => page.textContent("time")).not.toBe(first);
    expectQuietConsole();
  });

  test("behind nginx: who asks and by what name, as its headers say and no visitor can", async () => {
    const [command] = snippetsOf("docs/recipes/nginx.md").filter(({ language }) => language === "sh");
    const variables = [...(command?.code.matchAll(/([A-Z_]+)=(\S+)/g) ?? [])].map(([, name, value]) => [
      name,
      value,
    ]);
    const { PORT: _, ...environment } = Object.fromEntries(variables);
    expect(environment).toMatchObject({ TRUST_PROXY: "1", HOST: "127.0.0.1" });
    const behind = await startBuilt(home, {
      environment: { ...environment, SESSION_SECRET },
    });
    const headers = fromNginx({
      host: "shop.example.com",
      scheme: "https",
      // What the visitor has made up, and what nginx has seen.
      proxy_add_x_forwarded_for: "6.6.6.6, 203.0.113.7",
    });
    const answer = await behind.fetch("/api/who", { headers });
    expect(await answer.json()).toEqual({ ip: "203.0.113.7", origin: "https://shop.example.com" });
    expect(answer.headers.getSetCookie().join()).toContain("Secure");
    await behind.stop();
  });

  test("with a CDN: the headers that it goes by, and the purge", async () => {
    const { headers } = await server.fetch("/offers");
    expect(headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
    expect(headers.get("cdn-cache-control")).toContain("max-age=300");
    expect(headers.get("cache-tag")).toBe("offers");
    const purge = (authorization: string) =>
      server.fetch("/api/offers-changed", { method: "POST", headers: { authorization } });
    expect((await purge("Bearer wrong!")).status).toBe(401);
    expect((await purge("Bearer secret")).status).toBe(204);
    expect((await server.fetch("/offers")).headers.get("x-bunsen-cache")).toBe("MISS");
  });
});

/** Bytes whose number nobody knows before. */
function megabytes(count: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent++ < count) controller.enqueue(new Uint8Array(MEGABYTE));
      else controller.close();
    },
  });
}

test("the recipe of a theme: set before the first paint, by a page from the cache", async () => {
  const server = await startBuilt(await buildTyped(appOf("docs/recipes/theme.md")));
  for (const cache of ["MISS", "HIT"]) {
    expect((await server.fetch("/")).headers.get("x-bunsen-cache")).toBe(cache);
  }
  const { page, expectQuietConsole } = await openPage(server, "/");
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const first = await theme();
  expect(first).toMatch(/^(?:dark|light)$/);
  await hydrated(page, "button");
  await page.getByRole("button").click();
  expect(await theme()).not.toBe(first);
  await page.reload();
  expect(await theme()).not.toBe(first);
  expectQuietConsole();
});

test("the recipe of several languages: a prefix, the visitor's language, and links for search engines", async () => {
  const server = await startBuilt(await buildTyped(appOf("docs/recipes/i18n.md")));
  const sentTo = async (languages: string) => {
    const { status, headers } = await server.fetch("/", { headers: { "accept-language": languages } });
    return `${status} ${headers.get("location")} ${headers.get("vary")}`;
  };
  expect(await sentTo("fr, en;q=0.3, de-AT;q=0.8")).toBe("302 /de/about accept-language");
  expect(await sentTo("")).toBe("302 /en/about accept-language");
  const html = await (await server.fetch("/de/about")).text();
  expect(html).toContain('<html lang="de"');
  expect(html).toContain("<title>Über uns</title>");
  expect(html).toContain(`hreflang="en" href="${server.origin}/en/about"`);
  expect((await server.fetch("/fr/about")).status).toBe(404);
  const { page, expectQuietConsole } = await openPage(server, "/de/about");
  await page.click("text=In English");
  await page.waitForURL("**/en/about");
  await expect.poll(() => page.textContent("h1")).toBe("Hello");
  expect(await page.getAttribute("html", "lang")).toBe("en");
  expectQuietConsole();
});
