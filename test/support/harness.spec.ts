import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPage } from "./browser.ts";
import { freshEnvironment } from "./environment.ts";
import { editFile, writeApp } from "./fixture.ts";
import { bunProgram } from "./paths.ts";
import { freePort, isListening } from "./ports.ts";
import { runProcess, startProcess } from "./process.ts";
import { startServer } from "./serve.ts";
import { until } from "./until.ts";

const SERVER = `
const page = "<h1>hello</h1><script>console.warn('careful'); throw new Error('broken')</script>";
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Number(process.env.PORT),
  fetch: (request) => request.url.endsWith("/") ? new Response(page, { headers: { "content-type": "text/html" } }) : new Response("", { status: 404 }),
});
console.log("listening on", String(server.url));
`;

async function serve(script: string) {
  const directory = writeApp({ "server.ts": script });
  const port = await freePort();
  return startServer(bunProgram, ["server.ts"], port, directory, {
    cwd: directory,
    environment: { PORT: String(port) },
  });
}

test("a server is there once it is started, and gone once it is stopped", async () => {
  const server = await serve(SERVER);
  expect((await server.fetch("/")).status).toBe(200);
  await server.stop();
  expect(await isListening(server.port)).toBe(false);
});

test("a server that ends instead of serving is an error with its log", async () => {
  const script = 'console.error("no good"); process.exit(3);';
  await expect(serve(script)).rejects.toThrow(/ended with 3[\s\S]*no good/);
});

test("a process that ignores SIGTERM is ended with its children", async () => {
  const directory = writeApp({
    "stubborn.ts": `
process.on("SIGTERM", () => console.log("no"));
const child = Bun.spawn(["sleep", "600"]);
console.log("child", child.pid);
setInterval(() => undefined, 1000);
`,
  });
  const started = startProcess(bunProgram, ["stubborn.ts"], { cwd: directory });
  const child = Number(
    await until(() => /child (\d+)/.exec(started.log())?.[1], { what: "the child's number" }),
  );
  expect(await started.stop()).toBe(-1);
  await expect.poll(() => started.log()).toContain("no");
  await until(() => !isAlive(child), { what: "the child to end" });
});

/** A zombie has ended: it only waits for whoever adopted it to look. */
function isAlive(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  return existsSync(status) && !/\) Z /.test(readFileSync(status, "utf8"));
}

test("a program that does not end is an error with its log", async () => {
  const directory = writeApp({ "slow.ts": 'console.log("still here"); await Bun.sleep(60_000);' });
  const run = runProcess(bunProgram, ["slow.ts"], { cwd: directory, deadline: 500 });
  await expect(run).rejects.toThrow(/did not end within 500 ms:\n.*still here/);
});

test("a browser page reports what goes wrong in it", async () => {
  const { problems, loads } = await openPage(await serve(SERVER), "/");
  await until(() => problems.length >= 2, { what: "both problems" });
  expect(problems).toEqual(["console warning: careful", "uncaught: broken"]);
  expect(loads()).toBe(1);
});

test("an edit must change the file exactly once", () => {
  const file = join(writeApp({ "a.ts": "one two two" }), "a.ts");
  expect(() => editFile(file, "three", "four")).toThrow(/0 times/);
  expect(() => editFile(file, "two", "three")).toThrow(/2 times/);
  expect(() => editFile(file, "one", "one")).toThrow();
  editFile(file, "one", "$&");
  expect(readFileSync(file, "utf8")).toBe("$& two two");
});

test("programs run in a fresh shell's environment, on the real Node", async () => {
  expect(freshEnvironment()).not.toHaveProperty("NODE_ENV");
  expect(freshEnvironment()).not.toHaveProperty("VITEST");
  const script = "console.log(process.versions.bun)";
  const { output } = await runProcess("node", ["-e", script], { cwd: writeApp({}) });
  expect(output.trim()).toBe("undefined");
});
