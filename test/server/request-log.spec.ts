import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { builtHome, describeModes } from "../support/modes.ts";
import { getRaw, rawRequest, sendRaw } from "../support/raw.ts";
import { startBuilt } from "../support/serve.ts";

const FILES = {
  // One build for the log, for LOG=json and for no log at all.
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  requestLog: process.env.QUIET === undefined,
  middleware({ req, url }) {
    if (url.pathname === "/old") return new Request(new URL("/api/broken", url), req);
  },
});`,
  "src/pages/index.tsx": "export default () => <h1>home</h1>;",
  "src/pages/[name].tsx": "export default ({ params }) => <h1>{params.name}</h1>;",
  "src/pages/api/json.ts": "export const GET = () => ({ a: 1 });",
  "src/pages/api/broken.ts": 'export const GET = () => { throw new Error("broken on purpose"); };',
  "src/pages/api/log.ts": `import { log } from "@bunsen/runtime";
export const POST = async ({ body }) => { const { message, fields } = await body; log.warn(message, fields); };`,
  "src/pages/api/stream.ts": `export const GET = () => new Response(new ReadableStream({
  async start(controller) { await Bun.sleep(20); controller.enqueue("late"); controller.close(); },
}));`,
  "public/file.txt": "x".repeat(100),
};

const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

describeModes(FILES, (app) => {
  const lines = () =>
    app
      .log()
      .split("\n")
      .filter((line) => line.startsWith("request "));
  const lineOf = async (path: string) => {
    const find = () => lines().findLast((line) => line.includes(` path=${path} `));
    await expect.poll(find, { message: `a line for ${path}` }).toBeDefined();
    return find() ?? "";
  };

  test("has one line for each answered request: method, path, status, time, bytes, id", async () => {
    const before = lines().length;
    const page = await (
      await app.fetch("/one?secret=1", { headers: { "Accept-Encoding": "identity" } })
    ).text();
    expect(await lineOf("/one")).toMatch(
      new RegExp(
        `^request method=GET path=/one status=200 milliseconds=[\\d.]+ bytes=${page.length} request=${ID}$`,
      ),
    );
    expect(lines().length - before).toBe(1);
    expect(app.log()).not.toContain("secret");
  });

  test("knows the bytes of JSON and files, and none of a stream or for HEAD", async () => {
    await app.fetch("/api/json", { headers: { "Accept-Encoding": "identity" } });
    expect(await lineOf("/api/json")).toContain(" bytes=7 ");
    await app.fetch("/file.txt", { headers: { "Accept-Encoding": "identity" } });
    expect(await lineOf("/file.txt")).toContain(" bytes=100 ");
    await app.fetch("/file.txt?again", { headers: { Range: "bytes=1-10" } });
    await expect.poll(() => lineOf("/file.txt")).toContain("status=206");
    expect(await lineOf("/file.txt")).toContain(" bytes=10 ");
    expect(await (await app.fetch("/api/stream")).text()).toBe("late");
    expect(await lineOf("/api/stream")).not.toContain("bytes");
    await app.fetch("/head", { method: "HEAD" });
    expect(await lineOf("/head")).toMatch(/^request method=HEAD .*status=200 milliseconds=\S+ request=/);
  });

  test("has what is refused or sent elsewhere, too", async () => {
    expect((await getRaw(app, "/slash/")).status).toBe(308);
    expect(await lineOf("/slash/")).toContain(" status=308 ");
    expect((await getRaw(app, "/a%2")).status).toBe(400);
    expect(await lineOf("/a%2")).toContain(" status=400 ");
    expect((await sendRaw(app, rawRequest("PURGE", "/purged"))).status).toBe(405);
    expect(await lineOf("/purged")).toMatch(/method=PURGE .*status=405/);
    expect((await getRaw(app, "/nobodys/path")).status).toBe(404);
    expect(await lineOf("/nobodys/path")).toContain(" status=404 ");
  });

  test("names the request as the error's own line and answer do, rewritten or not", async () => {
    for (const path of ["/api/broken", "/old"]) {
      const problem = await (await app.fetch(path)).json();
      const line = await lineOf(path);
      expect(line).toContain(" status=500 ");
      expect(line).toMatch(new RegExp(` request=${problem.requestId}$`));
    }
  });

  test("leaves out health checks, and the page that one renders", async () => {
    const before = lines().length;
    expect((await app.fetch("/_bunsen/live")).status).toBe(200);
    expect((await app.fetch("/_bunsen/ready")).status).toBe(200);
    await app.fetch("/after-health");
    await lineOf("/after-health");
    expect(lines().length - before).toBe(1);
  });

  test("cannot be forged by what the app logs", async () => {
    const forged = "\nrequest method=GET path=/forged\r\u2028\u001b[2J";
    const post = (entry: unknown) =>
      app.fetch("/api/log", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(entry),
      });
    await post({ message: `message ${forged}`, fields: { [`name ${forged}`]: 1, value: forged } });
    await post({ message: "a stack", fields: { stack: `request method=GET path=/forged ${forged}` } });
    await app.fetch("/logged");
    await lineOf("/logged");
    await expect.poll(app.log).toContain("a stack");
    expect(app.log()).not.toMatch(/^request method=GET path=\/forged/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding none is the point
    expect(app.log()).not.toMatch(/[\r\u001b\u2028]\[2J|path=\/forged[\r\u2028]/);
  });

  test("cannot be forged by a path or header", async () => {
    const forged = "request method=GET path=/forged";
    for (const byte of [
      "\x1b[2J",
      "\x7f",
      "\x9b",
      "\xe2\x80\xa8",
      "\xe2\x80\xae",
      "\xc2\x85",
      "\t",
      "\r",
      "\x00",
    ]) {
      const host = `x${byte}${forged}`;
      for (const request of [
        `GET /forge${byte}${forged} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
        `GET /forge${byte}a HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
        `GET /forge%0a${forged.replaceAll(" ", "%20")} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      ]) {
        await exchange(app.port, request);
      }
    }
    await app.fetch("/end");
    await lineOf("/end");
    expect(app.log()).not.toMatch(/^request method=GET path=\/forged/m);
    for (const line of lines()) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding none is the point
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
      expect(line.match(/ status=/g)).toHaveLength(1);
    }
  });
});

/** Sends bytes and waits for the end of the connection, whatever comes. */
function exchange(port: number, request: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.setTimeout(500, () => socket.destroy());
    socket.on("error", () => undefined).on("close", () => resolve());
    socket.resume();
    socket.write(Buffer.from(request, "latin1"));
  });
}

describe("the request log", () => {
  test("is JSON with LOG=json", async () => {
    const server = await startBuilt(await builtHome(FILES), { environment: { LOG: "json" } });
    await server.fetch("/one?a=1");
    await expect.poll(() => server.log()).toContain('"/one"');
    const entries = server
      .log()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(entries.at(-1)).toEqual({
      time: expect.any(String),
      level: "info",
      message: "request",
      method: "GET",
      path: "/one",
      status: 200,
      milliseconds: expect.any(Number),
      bytes: expect.any(Number),
      request: expect.stringMatching(new RegExp(`^${ID}$`)),
    });
  });

  test("is the server's own in JSON, whatever the app logs and throws", async () => {
    const server = await startBuilt(await builtHome(FILES), { environment: { LOG: "json" } });
    const fields = '{"level":"info","time":"then","message":"forged","__proto__":{"a":1},"b\\nc":2}';
    await server.fetch("/api/log", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"message":"real\\nforged","fields":${fields}}`,
    });
    await server.fetch("/api/broken");
    await expect.poll(() => server.log()).toContain("broken on purpose");
    const entries = server
      .log()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const entry = entries.find(({ message }) => message === "real\nforged");
    expect(entry).toMatchObject({ level: "warn", level_: "info", time_: "then", message_: "forged" });
    expect(Date.parse(entry.time)).toBeGreaterThan(0);
    for (const { level } of entries) expect(["info", "warn", "error"]).toContain(level);
  });

  test("has hashed files, and is silent unless it is asked for", async () => {
    const loud = await startBuilt(await builtHome(FILES));
    const script = /src="(\/assets\/[^"]+)"/.exec(await (await loud.fetch("/")).text())?.[1] ?? "none";
    expect((await loud.fetch(script)).status).toBe(200);
    await expect.poll(() => loud.log()).toMatch(new RegExp(`path=${script} status=200 .*bytes=\\d`));
    const quiet = await startBuilt(await builtHome(FILES), { environment: { QUIET: "1" } });
    await quiet.fetch("/");
    await quiet.fetch("/nowhere/at-all");
    await quiet.fetch("/api/broken");
    await expect.poll(() => quiet.log()).toContain("broken on purpose");
    expect(quiet.log()).not.toMatch(/^request /m);
  });
});
