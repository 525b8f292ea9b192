import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadUntilGone } from "../../bench/shutdown-load.ts";
import { buildAlone } from "../support/build.ts";
import { writeApp } from "../support/fixture.ts";
import { bunProgram, outsideDirectory } from "../support/paths.ts";
import { isListening } from "../support/ports.ts";
import { type RunningProcess, startProcess } from "../support/process.ts";
import { getRaw, rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";
import { type RunningServer, runBuilt, startBuilt } from "../support/serve.ts";
import { until } from "../support/until.ts";

const endpoint = (body: string): string => `export const GET = ${body};\n`;

const APP = {
  // Each test writes its own options, and none needs a build of its own.
  "src/server.ts": 'export default new Function("return " + (process.env.OPTIONS ?? "{}"))();\n',
  "src/pages/index.tsx": "export default () => <h1>home</h1>;\n",
  "src/pages/api/slow.ts": endpoint("async () => { await Bun.sleep(1000); return { slow: true }; }"),
  // Until SIGUSR2 comes: a server that shuts down takes no more requests.
  "src/pages/api/gated.ts": endpoint(`async () => {
  const opened = new Promise((resolve) => process.once("SIGUSR2", resolve));
  console.log("gated");
  await opened;
  return { slow: true };
}`),
  "src/pages/api/stream.ts": endpoint(`() => new Response(new ReadableStream({
  async start(controller) {
    for (let part = 0; part < 10; part++) {
      controller.enqueue("part ");
      await Bun.sleep(30);
    }
    controller.close();
  },
}))`),
  "src/pages/api/slower.ts": endpoint("async () => { await Bun.sleep(6000); return { slow: true }; }"),
  "src/pages/api/hang.ts": endpoint('() => { console.log("hangs"); return new Promise(() => undefined); }'),
  "src/pages/api/rejection.ts": endpoint(
    '() => { Promise.reject(new Error("left alone")); return { fine: true }; }',
  ),
  "src/pages/api/crash.ts": endpoint(
    '() => { setTimeout(() => { throw new Error("in a timer"); }, 10); return {}; }',
  ),
  "src/pages/api/throw.ts": endpoint('({ query }) => { throw new Error("always for " + query.n); }'),
  "src/pages/api/quiet.ts": endpoint(`() => new Response(new ReadableStream({
  async start(controller) {
    controller.enqueue("first ");
    await Bun.sleep(6000);
    controller.enqueue("last");
    controller.close();
  },
}))`),
  "src/pages/api/events.ts": endpoint(`() => new Response(new ReadableStream({
  async start(controller) {
    for (;;) {
      controller.enqueue("data: tick\\n\\n");
      await Bun.sleep(50);
    }
  },
}), { headers: { "content-type": "text/event-stream" } })`),
  "src/pages/api/socket.ts": endpoint("({ req, server }) => { server.upgrade(req); }"),
  "src/pages/api/upload.ts": `export const POST = async ({ req }) => {
  console.log("upload begins");
  return { length: (await req.text()).length };
};
`,
};

/** A body whose length the server learns as it comes. */
const chunkedPost = (path: string, body: string): string =>
  `${rawRequest("POST", path, { "Transfer-Encoding": "chunked" })}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

const linesOf = (output: string): string[] => output.split("\n").filter((line) => line.trim() !== "");
const STACK_LINE = /^\s+at /m;

let home = "";
/** Goes on beside the other tests: it takes six seconds of waiting. */
let idleConversation: ReturnType<typeof talkIdly>;
beforeAll(async () => {
  home = await buildAlone(writeApp(APP));
  idleConversation = talkIdly(await startBuilt(home, { environment: { IDLE_TIMEOUT: "4" } }));
  // The test that reads it comes last.
  idleConversation.catch(() => undefined);
}, 180_000);

/** The built app with options that `src/server.ts` would hold, as JavaScript. */
function startWith(options: string, environment: Record<string, string> = {}): Promise<RunningServer> {
  return startBuilt(home, { environment: { OPTIONS: options, ...environment } });
}

/** Waits until the app's own line is in the log: its request has arrived. */
const logged = (server: RunningServer, line: string): Promise<boolean> =>
  until(() => server.log().split("\n").includes(line), { what: `"${line}" in the log` });

function signal(server: { process: RunningProcess }, name: NodeJS.Signals = "SIGTERM"): void {
  process.kill(server.process.pid, name);
}

describe("the start", () => {
  test("is one line with address, mode, versions and route count", async () => {
    const server = await startBuilt(home);
    const [line = "", ...more] = linesOf(server.log());
    expect(more).toEqual([]);
    expect(line).toMatch(
      /^Bunsen \d+\.\d+\.\d+ on http:\/\/localhost:\d+\/ mode=production bun=\S+ react=\S+ routes=\d+$/,
    );
    expect(line).toContain(`:${server.port}/`);
  });

  test("waits for onStart", async () => {
    const server = await startWith(
      '{ async onStart({ worker }) { await Bun.sleep(200); console.log("worker", worker, "is ready"); } }',
    );
    expect(linesOf(server.log())[0]).toBe("worker 0 is ready");
  });

  test("ends with the error of onStart", async () => {
    const { code, output } = await runBuilt(home, {
      OPTIONS: '{ onStart: async () => { await 0; throw new Error("no database"); } }',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/The server could not start.*no database/s);
    expect(output).not.toContain("Bunsen ");
  });

  test("ends in order when a signal comes during onStart, whose own signal aborts", async () => {
    const server = startProcess(bunProgram, ["--no-install", join(home, "dist/server/index.js")], {
      cwd: home,
      environment: {
        OPTIONS: `{ onStart: ({ signal }) => new Promise((resolve, reject) => {
          console.log("migrating");
          signal.onabort = () => { console.log("rolled back"); reject(signal.reason); };
        }) }`,
      },
    });
    await until(() => server.log().includes("migrating"), { what: "the hook" });
    process.kill(server.pid, "SIGTERM");
    expect(await server.exited).toBe(0);
    expect(server.log()).toMatch(/rolled back.*SIGTERM: stopped before the server listened/s);
  });

  test("takes a SIGINT that npm and the terminal both send for one, also during onStart", async () => {
    const server = startProcess(bunProgram, ["--no-install", join(home, "dist/server/index.js")], {
      cwd: home,
      environment: {
        OPTIONS: `{ onStart: ({ signal }) => new Promise((resolve) => {
          console.log("migrating");
          signal.onabort = () => setTimeout(() => { console.log("rolled back"); resolve(); }, 200);
        }) }`,
      },
    });
    await until(() => server.log().includes("migrating"), { what: "the hook" });
    process.kill(server.pid, "SIGINT");
    process.kill(server.pid, "SIGINT");
    expect(await server.exited).toBe(0);
    expect(server.log()).toMatch(/rolled back.*SIGINT: stopped before the server listened/s);
  });

  test("is one JSON line with LOG=json", async () => {
    const server = await startBuilt(home, { environment: { LOG: "json" } });
    const lines = linesOf(server.log());
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "info",
      mode: "production",
      routes: expect.any(Number),
    });
  });

  test.each([
    ["PORT", "70000"],
    ["PORT", "3000x"],
    ["HOST", "http://localhost"],
    ["HOST", "192.0.2.55"],
    ["SOCKET_PATH", `/tmp/${"x".repeat(120)}`],
    ["SOCKET_PATH", "/nowhere/app.sock"],
    ["BODY_SIZE_LIMIT", "ten"],
    ["IDLE_TIMEOUT", "300"],
    ["SHUTDOWN_TIMEOUT", "30s"],
    ["ORIGIN", "example.com"],
    ["TRUST_PROXY", "true"],
    ["REDIS_URL", "localhost"],
    ["LOG", "xml"],
  ])("ends with one line and 1 for %s=%s", async (name, value) => {
    const { code, output } = await runBuilt(home, { PORT: "0", HOST: "127.0.0.1", [name]: value });
    expect(code).toBe(1);
    expect(linesOf(output)).toHaveLength(1);
    expect(output).not.toMatch(STACK_LINE);
    if (value !== "/nowhere/app.sock") expect(output).toContain(name);
  });

  test("ends with one line and 1 for a wrong option, which it names", async () => {
    const start = startWith("{ shutdown: { timout: 5 } }");
    await expect(start).rejects.toThrow(
      /ended with 1 .*\n.*shutdown.*"timout".*"timeout"\? \[UNKNOWN_OPTION\]\n$/,
    );
  });

  test("beats serve.port with PORT", async () => {
    const server = await startWith("{ serve: { port: 1 } }");
    expect((await server.fetch("/")).status).toBe(200);
  });
});

describe("around", () => {
  test("without middleware leaves bodies their limit, whatever becomes of the failure", async () => {
    const server = await startWith(
      '{ around: (ctx, next) => ctx.url.searchParams.has("own") ? ctx.req.text().catch(() => new Response("mine")) : next() }',
      { BODY_SIZE_LIMIT: "10" },
    );
    const upload = (path: string, body: string) => sendRaw(server, chunkedPost(path, body));
    expect(rawText(await upload("/api/upload", "0123456789"))).toBe('{"length":10}');
    for (const path of ["/api/upload", "/api/upload?own"]) {
      expect((await upload(path, "0123456789a")).status, path).toBe(413);
    }
  });

  test("gives its own response the security headers", async () => {
    const server = await startWith('{ around: () => new Response("mine") }');
    const response = await server.fetch("/");
    expect(await response.text()).toBe("mine");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("SOCKET_PATH", () => {
  const ask = (path: string): Promise<number> =>
    fetch("http://localhost/", { unix: path } as RequestInit).then((response) => response.status);

  async function startOn(path: string): Promise<RunningProcess> {
    const server = startProcess(bunProgram, ["--no-install", join(home, "dist/server/index.js")], {
      cwd: home,
      environment: { SOCKET_PATH: path, PORT: "1" },
    });
    await until(() => server.log().includes("Bunsen") || server.exitCode() !== undefined, {
      what: "the start",
    });
    return server;
  }

  test("is listened on, and free again afterwards", async () => {
    const path = join(mkdtempSync(join(outsideDirectory(), "socket-")), "app.sock");
    const server = await startOn(path);
    await expect.poll(() => server.log()).toContain(`unix://${path}`);
    expect(await ask(path)).toBe(200);
    process.kill(server.pid, "SIGTERM");
    expect(await server.exited).toBe(0);
    expect(existsSync(path)).toBe(false);
  });

  test("is taken over from a server that was killed, and not from one that lives", async () => {
    const path = join(mkdtempSync(join(outsideDirectory(), "socket-")), "app.sock");
    const killed = await startOn(path);
    process.kill(killed.pid, "SIGKILL");
    await killed.exited;
    expect(existsSync(path)).toBe(true);
    await startOn(path);
    expect(await ask(path)).toBe(200);
    const second = await startOn(path);
    expect(await second.exited).toBe(1);
    expect(linesOf(second.log())).toEqual([expect.stringContaining(path)]);
    expect(await ask(path)).toBe(200);
  });

  test("never replaces a file", async () => {
    const path = join(mkdtempSync(join(outsideDirectory(), "socket-")), "precious.txt");
    writeFileSync(path, "precious");
    const server = await startOn(path);
    expect(await server.exited).toBe(1);
    expect(linesOf(server.log())).toEqual([expect.stringContaining("not a socket")]);
    expect(readFileSync(path, "utf8")).toBe("precious");
  });
});

describe("health", () => {
  test("is answered under any Host, before the app", async () => {
    const server = await startBuilt(home, { environment: { ORIGIN: "https://example.com" } });
    for (const path of ["/_bunsen/live", "/_bunsen/ready"]) {
      for (const host of ["10.0.0.1:3000", "", "a, b"]) {
        expect((await getRaw(server, path, { Host: host })).status, `${path} for ${host}`).toBe(200);
      }
      expect((await server.fetch(path, { method: "POST" })).status).toBe(405);
    }
  });

  test("asks the user's check, at the user's path", async () => {
    const server = await startWith('{ health: { ready: "/healthz", check: () => false } }');
    expect((await server.fetch("/healthz")).status).toBe(503);
    expect((await server.fetch("/_bunsen/live")).status).toBe(200);
    expect((await server.fetch("/_bunsen/ready")).status).toBe(404);
  });
});

describe("SIGTERM", () => {
  test("lets a slow request finish, takes no more, and ends with 0", async () => {
    const server = await startBuilt(home);
    const slow = getRaw(server, "/api/gated", { Connection: "keep-alive" });
    await logged(server, "gated");
    signal(server);
    await until(async () => !(await isListening(server.port)), { what: "the end of accepting" });
    expect(server.process.exitCode()).toBeUndefined();
    signal(server, "SIGUSR2");
    const answer = await slow;
    expect(rawText(answer)).toBe('{"slow":true}');
    expect(rawHeader(answer, "connection")).toBe("close");
    expect(await server.process.exited).toBe(0);
  });

  test("lets an upload finish", async () => {
    const server = await startBuilt(home);
    const socket = connect(server.port, "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    socket.write("POST /api/upload HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
    await logged(server, "upload begins");
    signal(server);
    await until(async () => !(await isListening(server.port)), { what: "the end of accepting" });
    socket.write("def");
    expect(await server.process.exited).toBe(0);
    expect(answer).toContain('{"length":6}');
  });

  test("ends with 0 at once when nothing is going on, idle connections or not", async () => {
    const server = await startBuilt(home);
    await server.fetch("/");
    const idle = connect(server.port, "127.0.0.1");
    idle.on("error", () => undefined);
    const start = performance.now();
    signal(server, "SIGINT");
    expect(await server.process.exited).toBe(0);
    expect(performance.now() - start).toBeLessThan(2000);
    idle.destroy();
  });

  test("makes readiness a 503 during the delay, while liveness and pages go on", async () => {
    const server = await startWith("{ shutdown: { delay: 1.5 } }");
    expect((await server.fetch("/_bunsen/ready")).status).toBe(200);
    signal(server);
    await until(async () => (await server.fetch("/_bunsen/ready")).status === 503, {
      what: "readiness to end",
    });
    expect((await server.fetch("/_bunsen/live")).status).toBe(200);
    const page = await getRaw(server, "/", { Connection: "keep-alive" });
    expect(page.status).toBe(200);
    expect(rawHeader(page, "connection")).toBe("close");
    expect(await server.process.exited).toBe(0);
  });

  test("cuts streams and what hangs at the deadline, and still ends with 0", async () => {
    const server = await startWith(`{ onShutdown: () => console.log("hook") }`, { SHUTDOWN_TIMEOUT: "1" });
    const events = await server.fetch("/api/events");
    const cut = events.text().then(
      () => "ended",
      () => "cut",
    );
    const hanging = server.fetch("/api/hang").then(
      () => "answered",
      () => "cut",
    );
    await logged(server, "hangs");
    const start = performance.now();
    signal(server);
    expect(await server.process.exited).toBe(0);
    expect(performance.now() - start).toBeGreaterThan(900);
    expect(await cut).toBe("cut");
    expect(await hanging).toBe("cut");
    await expect.poll(() => server.log()).toMatch(/did not end within 1 s[\s\S]*hook/);
  });

  test("under load gives every request that it has begun its whole response, and warns before it closes", async () => {
    // On a busy machine a client may need longer than the farewell to send its next request.
    const server = await startWith(`{
      shutdown: { delay: 2 },
      middleware() { globalThis.begun = (globalThis.begun ?? 0) + 1; },
      onShutdown() { console.log("begun=" + globalThis.begun); },
    }`);
    const paths = ["/", "/api/slow", "/", "/api/stream", "/api/slow"];
    const load = loadUntilGone({ port: server.port, paths, keepAlive: 16, oneShot: 16 });
    await Bun.sleep(500);
    signal(server);
    const { whole, cut, unwarned } = await load;
    expect(await server.process.exited).toBe(0);
    expect({ cut, unwarned }).toEqual({ cut: 0, unwarned: 0 });
    await expect.poll(() => server.log()).toContain(`begun=${whole}\n`);
    expect(whole).toBeGreaterThan(50);
  });

  test("calls onShutdown when the last request has ended", async () => {
    const server = await startWith(
      '{ onShutdown: async () => { await Bun.sleep(50); console.log("hook"); } }',
    );
    const slow = server.fetch("/api/gated").then(() => server.log());
    await logged(server, "gated");
    signal(server);
    await until(async () => !(await isListening(server.port)), { what: "the end of accepting" });
    signal(server, "SIGUSR2");
    expect(await slow).not.toContain("hook");
    expect(await server.process.exited).toBe(0);
    await expect.poll(() => server.log()).toContain("hook");
  });

  test("says 1001 to WebSockets, and does not wait for them", async () => {
    const server = await startWith("{ websocket: { message(socket, text) { socket.send(text); } } }");
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/socket`);
    const closed = Promise.withResolvers<number>();
    const echoed = Promise.withResolvers<unknown>();
    socket.onopen = () => socket.send("hello");
    socket.onmessage = ({ data }) => echoed.resolve(data);
    socket.onclose = ({ code }) => closed.resolve(code);
    expect(await echoed.promise).toBe("hello");
    const start = performance.now();
    signal(server);
    expect(await closed.promise).toBe(1001);
    expect(await server.process.exited).toBe(0);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test.each([
    ["SIGTERM", "SIGTERM"],
    ["SIGINT", "SIGINT"],
    ["SIGTERM", "SIGINT"],
  ] as const)("%s and then %s ends at once with 1", async (first, second) => {
    const server = await startBuilt(home);
    server.fetch("/api/hang").catch(() => undefined);
    await logged(server, "hangs");
    signal(server, first);
    await until(() => server.log().includes("shutting down"), { what: "the shutdown to begin" });
    await Bun.sleep(200);
    expect(server.process.exitCode()).toBeUndefined();
    signal(server, second);
    expect(await server.process.exited).toBe(1);
  });
});

describe("what nobody caught", () => {
  test("an unhandled rejection is logged, and the server lives on", async () => {
    const server = await startBuilt(home);
    expect(await (await server.fetch("/api/rejection")).json()).toEqual({ fine: true });
    await until(() => server.log().includes("left alone"), { what: "the log line" });
    await expect.poll(() => server.log()).toMatch(/^Unhandled rejection/m);
    await expect.poll(() => server.log()).toMatch(STACK_LINE);
    await Bun.sleep(300);
    expect((await server.fetch("/")).status).toBe(200);
    expect(server.process.exitCode()).toBeUndefined();
  });

  test("an uncaught exception is logged, requests finish, and the exit code says it", async () => {
    const server = await startBuilt(home);
    const slow = server.fetch("/api/gated");
    await logged(server, "gated");
    await server.fetch("/api/crash");
    await until(() => server.log().includes("in a timer"), { what: "the exception" });
    signal(server, "SIGUSR2");
    expect(await (await slow).json()).toEqual({ slow: true });
    expect(await server.process.exited).toBe(1);
    await expect.poll(() => server.log()).toMatch(/Uncaught exception[\s\S]*in a timer/);
  });

  test("500 identical failures write few stacks, and a line for each request", async () => {
    const server = await startBuilt(home);
    const ids = await Promise.all(
      Array.from({ length: 500 }, async (_, n) => {
        const problem = await (await server.fetch(`/api/throw?n=${n}`)).json();
        return String(problem.requestId);
      }),
    );
    expect(ids.filter((id) => !server.log().includes(id))).toEqual([]);
    expect(server.log().match(/^ {2}Error: always/gm)?.length).toBeLessThan(10);
    await expect.poll(() => server.log()).toContain("repeated=500");
  });
});

describe("Bun's idle timeout", () => {
  test("cuts neither a slow handler nor a quiet stream, and does cut a connection that sends nothing", async () => {
    const { slow, quiet, idle } = await idleConversation;
    expect(slow).toEqual({ slow: true });
    expect(quiet).toBe("first last");
    expect(idle).toBeGreaterThan(2000);
  });
});

/** What is said on three connections in six seconds. */
async function talkIdly(server: RunningServer): Promise<{ slow: unknown; quiet: string; idle: number }> {
  const idle = idleTime(server);
  const [slow, quiet] = await Promise.all([server.fetch("/api/slower"), server.fetch("/api/quiet")]);
  return { slow: await slow.json(), quiet: await quiet.text(), idle: await idle };
}

/** Milliseconds until the server closes a connection that has nothing to say after one request. */
function idleTime(server: RunningServer): Promise<number> {
  const socket = connect(server.port, "127.0.0.1");
  const closed = Promise.withResolvers<number>();
  let answered = Number.NaN;
  socket.on("data", () => {
    answered = performance.now();
  });
  socket.on("close", () => closed.resolve(performance.now() - answered));
  socket.write("GET /_bunsen/live HTTP/1.1\r\nHost: a\r\n\r\n");
  return closed.promise;
}
