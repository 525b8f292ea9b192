import { join } from "node:path";

/** A server under test. */
export interface BenchServer {
  url: string;
  readonly pid: number;
  /** What it has written to standard output so far. */
  output(): string;
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
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
    async stop() {
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
export async function startOurs(app = "app"): Promise<BenchServer> {
  const appDirectory = join(import.meta.dir, app);
  const bunsen = join(import.meta.dir, "../packages/vite/bin/bunsen.js");
  const build = Bun.spawnSync([process.execPath, bunsen, "build", "--logLevel", "warn"], {
    cwd: appDirectory,
    stdout: "inherit",
    stderr: "inherit",
  });
  if (!build.success) throw new Error(`bench/${app} does not build.`);
  return startServer(join(appDirectory, "dist/server/index.js"), {});
}

/** The document around the app and the headers, as ours sends them, for the floor to send too. */
export async function readFrame(ours: BenchServer, path: string) {
  const response = await fetch(ours.url + path, { headers: { "accept-encoding": "identity" } });
  const html = await response.text();
  const headers = Object.fromEntries(
    [...response.headers].filter(([name]) => name !== "date" && name !== "content-length"),
  );
  const rootStart = html.indexOf('<div id="root">');
  const dataStart = html.indexOf(">", html.indexOf('<script type="application/json"')) + 1;
  const rootEnd = html.lastIndexOf("</div>", dataStart) + "</div>".length;
  const parts = [
    html.slice(0, rootStart),
    html.slice(rootEnd, dataStart),
    html.slice(html.indexOf("</script>", dataStart)),
  ];
  return { parts, headers };
}
