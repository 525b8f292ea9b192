import { join } from "node:path";

/** A server under test. */
export interface BenchServer extends AsyncDisposable {
  url: string;
  readonly pid: number;
  /** What it has written to standard output so far. */
  output(): string;
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number>;
}

/** Starts a Bun program that prints its URL on its first line. */
export async function startServer(script: string, environment: Record<string, string>): Promise<BenchServer> {
  const child = Bun.spawn([process.execPath, "--no-install", script], {
    env: { ...process.env, NODE_ENV: "production", PORT: "0", HOST: "127.0.0.1", ...environment },
    stdout: "pipe",
    stderr: "inherit",
  });
  let output = "";
  const url = Promise.withResolvers<string>();
  const read = async () => {
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      output += text;
      const found = /http:\/\/\S+/.exec(output)?.[0];
      if (found) url.resolve(found);
    }
    url.reject(new Error(`The server printed no URL:\n${output}`));
  };
  const isRead = read();
  return {
    url: (await url.promise).replace(/\/$/, ""),
    pid: child.pid,
    output: () => output,
    exited: isRead.then(() => child.exited),
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}

/** The first URL in what a server writes. */
export async function firstUrl(output: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of output) {
    text += decoder.decode(chunk, { stream: true });
    const url = /http:\/\/\S+/.exec(text)?.[0];
    if (url) return url;
  }
  throw new Error(`The server printed no URL:\n${text}`);
}

/** Builds an app of this directory and starts it. */
export function startOurs(app = "app"): Promise<BenchServer> {
  return startServer(join(buildOurs(app), "server/index.js"), {});
}

/** The same with React rendering everything. */
export function startPlain(): Promise<BenchServer> {
  return startServer(
    join(buildOurs("app", "dist-plain", "--config", "vite.plain.config.ts"), "server/index.js"),
    {},
  );
}

/** Builds an app of this directory; returns the directory of the build. */
export function buildOurs(app: string, outDir = "dist", ...flags: string[]): string {
  const appDirectory = join(import.meta.dir, app);
  const bunsen = join(import.meta.dir, "../packages/vite/bin/bunsen.js");
  const build = Bun.spawnSync([process.execPath, bunsen, "build", "--logLevel", "warn", ...flags], {
    cwd: appDirectory,
    stdout: "inherit",
    stderr: "inherit",
  });
  if (!build.success) throw new Error(`bench/${app} does not build.`);
  return join(appDirectory, outDir);
}

/** The path of the smallest script of the small page that was compressed: more than the sending of bytes counts for it. */
export async function findScript(ours: BenchServer): Promise<string> {
  const html = await (await fetch(`${ours.url}/`)).text();
  const compressed: { path: string; size: number }[] = [];
  for (const [, path = ""] of html.matchAll(/"(\/assets\/[^"]+\.js)"/g)) {
    const { base64, headers } = await readFile(ours, path, "br");
    if (headers["content-encoding"] === "br") compressed.push({ path, size: base64.length });
  }
  const [smallest] = compressed.sort((a, b) => a.size - b.size);
  if (!smallest) throw new Error(`The page loads no compressed script:\n${html}`);
  return smallest.path;
}

/** The bytes and headers of a file, as ours sends them to such a client, for the floor to send too. */
export async function readFile(ours: BenchServer, path: string, accept: string) {
  const response = await fetch(ours.url + path, {
    headers: { "accept-encoding": accept },
    decompress: false,
  });
  return { base64: (await response.bytes()).toBase64(), headers: ownHeaders(response) };
}

/** What the handler says, and not the server by itself. */
function ownHeaders(response: Response): Record<string, string> {
  const entries = [...response.headers].filter(([name]) => name !== "date" && name !== "content-length");
  return Object.fromEntries(entries);
}

/** The document around the app and the headers, as ours sends them, for the floor to send too. */
export async function readFrame(ours: BenchServer, path: string) {
  const response = await fetch(ours.url + path, { headers: { "accept-encoding": "identity" } });
  const html = await response.text();
  const rootStart = html.indexOf('<div id="root">');
  // Behind the container React may have put a script of its own.
  const rootEnd = html.indexOf('<script type="application/json"');
  const dataStart = html.indexOf(">", rootEnd) + 1;
  const rest = html.slice(html.indexOf("</script>", dataStart));
  // What React sends late begins with a hidden element; behind it is the end of the document.
  const late = rest.indexOf("<div hidden");
  const parts = [
    html.slice(0, rootStart),
    html.slice(rootEnd, dataStart),
    late === -1 ? rest : rest.slice(0, late),
    late === -1 ? "" : rest.slice(rest.lastIndexOf("</script>") + "</script>".length),
  ];
  return { parts, headers: ownHeaders(response) };
}
