import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type App, builtHome, describeModes } from "../support/modes.ts";
import { bunProgram, runDirectory } from "../support/paths.ts";
import { runProcess } from "../support/process.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader } from "../support/raw-response.ts";
import { startRedis } from "../support/redis.ts";
import { type RunningServer, runBuilt, startBuilt } from "../support/serve.ts";
import { until } from "../support/until.ts";

const SECRET = "a-secret-of-the-tests-with-more-than-32-characters";

const FILES = {
  "src/server.ts": `
import { defineServer, redisSessions, sqliteSessions } from "@bunsen/runtime";
const { SQLITE, REDIS } = process.env;
export default defineServer({
  origin: process.env.PUBLIC_ORIGIN,
  session: {
    maxAge: 3600,
    ...(SQLITE && { store: sqliteSessions({ path: SQLITE }) }),
    ...(REDIS && { store: redisSessions({ url: REDIS }) }),
  },
  middleware({ url, session }) {
    if (url.searchParams.has("visit")) session.set("visit", url.searchParams.get("visit"));
  },
  websocket: {
    path: "/ws",
    message(socket, message) { socket.send(message); },
  },
});
`,
  // Carries out a list of steps, such as ["set", "key", value], and says what was read.
  "src/steps.server.ts": `
export async function run(session, steps) {
  const values = [];
  for (const [name, ...rest] of steps) {
    const value = await session[name](...rest);
    if (name === "get") values.push(value ?? null);
  }
  return values;
}
`,
  "src/pages/api/steps.ts": `
import { redirect } from "@bunsen/runtime";
import { run } from "../../steps.server.ts";
export const POST = async ({ body, session, query }) => {
  const values = await run(session, await body);
  if (query.end === "redirect") redirect("/", 303);
  if (query.end === "throw") throw new Error("after the change, on purpose");
  return values;
};
`,
  "src/pages/api/late.ts": `
export const GET = ({ session }) => new Response(new ReadableStream({
  async start(controller) {
    controller.enqueue("first ");
    await Bun.sleep(50);
    try { session.set("late", true); } catch (error) { controller.enqueue(error.code); }
    controller.close();
  },
}));
`,
  "src/pages/index.server.ts": `
export default async ({ session }) => ({ props: { user: (await session.get("user")) ?? "nobody" } });
`,
  "src/pages/index.tsx": "export default ({ props }) => <h1>{props.user}</h1>;\n",
  "src/pages/cached.server.ts": `
export default async ({ session, query }) => {
  if (query.change) session.set("user", "everybody");
  return { props: { user: (await session.get("user")) ?? "nobody" } };
};
`,
  "src/pages/cached.tsx": `
export const config = { cachePage: true, cacheQuery: ["change"] };
export default ({ props }) => <h1>{props.user}</h1>;
`,
  "src/pages/early.server.ts": `
export default async ({ session }) => ({ props: { user: (await session.get("user")) ?? "nobody" } });
`,
  "src/pages/early.tsx": `
export const config = { prerender: true };
export default ({ props }) => <h1>{props.user}</h1>;
`,
};

/** A browser, as far as this app's cookie goes. */
class Visitor {
  readonly #app: Pick<RunningServer, "fetch">;
  cookie: string | undefined;
  line = "";

  constructor(app: Pick<RunningServer, "fetch">, cookie?: string) {
    this.#app = app;
    this.cookie = cookie;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookie !== undefined) headers.set("cookie", this.cookie);
    const response = await this.#app.fetch(path, { redirect: "manual", ...init, headers });
    this.line = response.headers.getSetCookie().find((line) => line.includes("bunsen-session=")) ?? "";
    if (this.line !== "") this.cookie = /max-age=0/i.test(this.line) ? undefined : this.line.split(";")[0];
    return response;
  }

  async steps(steps: unknown[][], query = ""): Promise<Response> {
    return this.fetch(`/api/steps${query}`, {
      method: "POST",
      body: JSON.stringify(steps),
      headers: { "content-type": "application/json" },
    });
  }

  async get(key: string): Promise<unknown> {
    const [value] = (await (await this.steps([["get", key]])).json()) as unknown[];
    return value;
  }
}

/** What is the same wherever the values are. */
function tellSessions(app: App): void {
  test("a visitor about whom nothing is known gets no cookie", async () => {
    const visitor = new Visitor(app);
    expect(await (await visitor.fetch("/")).text()).toContain("nobody");
    expect(visitor.line).toBe("");
  });

  test("is remembered after a redirect, by a cookie that scripts and other sites cannot use", async () => {
    const visitor = new Visitor(app);
    const response = await visitor.steps([["set", "user", "ada"]], "?end=redirect");
    expect(response.status).toBe(303);
    expect(visitor.line).toMatch(/^bunsen-session=[^;]+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/);
    expect(await (await visitor.fetch("/")).text()).toContain("ada");
    expect(visitor.line).toBe("");
  });

  test("is remembered after an error, too", async () => {
    const visitor = new Visitor(app);
    expect((await visitor.steps([["set", "user", "ada"]], "?end=throw")).status).toBe(500);
    expect(await visitor.get("user")).toBe("ada");
  });

  test("is forgotten after destroy", async () => {
    const visitor = new Visitor(app);
    await visitor.steps([["set", "user", "ada"]]);
    await visitor.steps([["destroy"]]);
    expect(visitor.line).toMatch(/^bunsen-session=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/);
    expect(visitor.cookie).toBeUndefined();
    expect(await visitor.get("user")).toBeNull();
  });

  test("keeps the values in rotate, with another cookie", async () => {
    const visitor = new Visitor(app);
    await visitor.steps([["set", "cart", ["a book"]]]);
    const { cookie } = visitor;
    await visitor.steps([["rotate"], ["set", "user", "ada"]]);
    expect(visitor.cookie).not.toBe(cookie);
    expect([await visitor.get("cart"), await visitor.get("user")]).toEqual([["a book"], "ada"]);
    // Whoever planted the cookie of before has gained nothing.
    expect(await new Visitor(app, cookie).get("user")).toBeNull();
  });

  test.each([
    ["forged", () => "bunsen-session=Fe26.2*1*2*3*4**5*6"],
    ["truncated", (cookie: string) => cookie.slice(0, -5)],
    ["of 8 kB", (cookie: string) => cookie + "x".repeat(8000)],
    ["with the values of another place", (cookie: string) => cookie.replace("=", "=A")],
  ])("a cookie that is %s is nobody's, and a new session can begin", async (_, forge) => {
    const visitor = new Visitor(app);
    await visitor.steps([["set", "user", "ada"]]);
    const forger = new Visitor(app, forge(visitor.cookie ?? ""));
    expect(await (await forger.fetch("/")).text()).toContain("nobody");
    await forger.steps([["set", "user", "eve"]]);
    expect([await forger.get("user"), await visitor.get("user")]).toEqual(["eve", "ada"]);
  });

  test("a value that cannot be kept is a 500 that names it", async () => {
    const visitor = new Visitor(app);
    expect((await visitor.steps([["set", "", 1]])).status).toBe(500);
    expect(visitor.line).toBe("");
    await expect.poll(app.log).toContain("SESSION_VALUE");
  });

  test("a change after the headers is an error where it is made", async () => {
    expect(await (await app.fetch("/api/late")).text()).toBe("first SESSION_LATE");
  });

  test("a cached page never sees it", async () => {
    const visitor = new Visitor(app);
    await visitor.steps([["set", "user", "ada"]]);
    for (const who of [visitor, new Visitor(app), visitor]) {
      expect(await (await who.fetch("/cached")).text()).toContain("nobody");
    }
    const refused = await visitor.fetch("/cached?change=1");
    expect([refused.status, visitor.line]).toEqual([500, ""]);
    await expect.poll(app.log).toContain("SESSION_SHARED");
    expect(await visitor.get("user")).toBe("ada");
  });

  test("what middleware sets on the way to a cached or prerendered page stays this visitor's", async () => {
    for (const path of ["/cached", "/early"]) {
      const visitor = new Visitor(app);
      const response = await visitor.fetch(`${path}?visit=${app.mode}`);
      expect(await response.text()).toContain("nobody");
      expect(response.headers.get("cache-control")).toMatch(/private|no-store/);
      expect(await visitor.get("visit")).toBe(app.mode);
      const other = new Visitor(app);
      await other.fetch(path);
      expect(other.line).toBe("");
    }
  });

  test("what middleware sets on the way to a WebSocket is in its handshake", async () => {
    const response = await sendRaw(
      app,
      rawRequest("GET", "/ws?visit=socket", {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
      }),
    );
    expect(response.status).toBe(101);
    const [cookie] = rawHeader(response, "set-cookie")?.split(";") ?? [];
    expect(await new Visitor(app, cookie).get("visit")).toBe("socket");
  });
}

describeModes(
  FILES,
  (app) => {
    tellSessions(app);

    test("a cookie that browsers would drop is a 500 instead of a loss", async () => {
      const visitor = new Visitor(app);
      expect((await visitor.steps([["set", "text", "x".repeat(5000)]], "?end=redirect")).status).toBe(500);
      expect(visitor.line).toBe("");
      await expect.poll(app.log).toMatch(/cookie of \d+ bytes.*sqliteSessions.*SESSION_TOO_LARGE/);
    });
  },
  { environment: { SESSION_SECRET: SECRET } },
);

/** What only a store can keep. */
function tellStored(app: Pick<RunningServer, "fetch">): void {
  test("requests at the same time keep each other's values", async () => {
    const visitor = new Visitor(app);
    await visitor.steps([["set", "user", "ada"]]);
    const names = Array.from({ length: 10 }, (_, index) => `value ${index}`);
    await Promise.all(names.map((name) => new Visitor(app, visitor.cookie).steps([["set", name, name]])));
    expect(await Promise.all(names.map((name) => visitor.get(name)))).toEqual(names);
  });

  test("a copy of the cookie is worthless after logout", async () => {
    const visitor = new Visitor(app);
    await visitor.steps([["set", "user", "ada"]]);
    const { cookie } = visitor;
    await visitor.steps([["destroy"]]);
    expect(await new Visitor(app, cookie).get("user")).toBeNull();
  });

  test("holds more than a cookie could", async () => {
    const visitor = new Visitor(app);
    const text = "x".repeat(100_000);
    await visitor.steps([["set", "text", text]]);
    expect(await visitor.get("text")).toBe(text);
  });
}

describeModes(
  FILES,
  (app) => {
    tellSessions(app);
    tellStored(app);
  },
  {
    modes: ["bun", "binary"],
    environment: { SESSION_SECRET: SECRET, SQLITE: join(runDirectory(), "sessions.sqlite") },
  },
);

describe("sessions in Redis", () => {
  test("live in it, are unavailable while it is away, and go on when it is back", async () => {
    const redis = await startRedis();
    const environment = { SESSION_SECRET: SECRET, REDIS: redis.url };
    const home = await builtHome(FILES);
    const [server, other] = await Promise.all([
      startBuilt(home, { environment }),
      startBuilt(home, { environment }),
    ]);
    const visitor = new Visitor(server);
    await visitor.steps([
      ["set", "user", "ada"],
      ["set", "old", 1],
    ]);
    await visitor.steps([["rotate"], ["delete", "old"], ["set", "=", "sign"]]);
    const elsewhere = new Visitor(other, visitor.cookie);
    expect(await Promise.all(["user", "old", "="].map((key) => elsewhere.get(key)))).toEqual([
      "ada",
      null,
      "sign",
    ]);
    const [key = ""] = (await redis.command("KEYS", "bunsen:session:*")) as string[];
    expect(await redis.command("TTL", key)).toBeGreaterThan(3500);

    await redis.kill();
    await until(async () => (await visitor.steps([["get", "user"]])).status === 503, {
      what: "a 503 without Redis",
    });
    const refused = await visitor.steps([["set", "user", "eve"]], "?end=redirect");
    expect([refused.status, visitor.line]).toEqual([503, ""]);
    await expect
      .poll(server.log)
      .toMatch(/session store "redis" failed: redis:\/\/.*\[SESSION_UNAVAILABLE\]/);
    // What needs no session works as before.
    expect((await server.fetch("/early")).status).toBe(200);

    await redis.start();
    await until(async () => (await visitor.steps([["set", "user", "bob"]])).status === 200, {
      what: "sessions with Redis again",
    });
    // An empty Redis has forgotten the visitor, who begins anew.
    expect(await visitor.get("user")).toBe("bob");
    await Promise.all([server.stop(), other.stop()]);
    expect(server.log()).not.toMatch(/unhandled|uncaught/i);
  });
});

describe("the cookie", () => {
  test("is for https and this host only on https, and is removed there, too", async () => {
    const server = await startBuilt(await builtHome(FILES), {
      environment: { SESSION_SECRET: SECRET, PUBLIC_ORIGIN: "https://shop.example" },
    });
    const visitor = new Visitor(server);
    await visitor.steps([["set", "user", "ada"]]);
    expect(visitor.line).toMatch(
      /^__Host-bunsen-session=[^;]+; Path=\/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(await visitor.get("user")).toBe("ada");
    await visitor.steps([["destroy"]]);
    expect(visitor.line).toMatch(/^__Host-bunsen-session=; Path=\/; Max-Age=0; Secure;/);
    await server.stop();
  });

  test("needs a secret in a server of your own, too", async () => {
    const home = await builtHome(FILES);
    const program = `import { app } from ${JSON.stringify(join(home, "dist/server/app.js"))}; await app.start();`;
    const { code, output } = await runProcess(bunProgram, ["--no-install", "-e", program], { cwd: home });
    expect(code).toBe(1);
    expect(output).toContain("NO_SESSION_SECRET");
  });

  test.each([
    ["without a secret", {}, /needs a secret.*openssl rand -hex 32.*\[NO_SESSION_SECRET\]/],
    [
      "with a short one",
      { SESSION_SECRET: "correct horse" },
      /SESSION_SECRET is too short.*\[INVALID_ENVIRONMENT\]/,
    ],
  ])("%s does not start", async (_, environment, message) => {
    const home = await builtHome(FILES);
    const { code, output } = await runBuilt(home, environment);
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(output).not.toContain("correct horse");
  });
});
