import { existsSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { type Mode, selectedModes } from "../support/modes.ts";
import { bunProgram, outsideDirectory } from "../support/paths.ts";
import { type RunningProcess, startProcess } from "../support/process.ts";
import { type RunningServer, startBinary, startBuilt } from "../support/serve.ts";
import { until } from "../support/until.ts";

/** The app of all specs about workers: one build. */
export const APP = {
  "src/server.ts": `export default {
  serve: { workers: 2 },
  onStart: ({ worker }) => console.log("onStart of", worker),
  ...new Function("return " + (process.env.OPTIONS ?? "{}"))(),
};
`,
  "src/pages/cached.tsx": `export const config = { cachePage: true, cacheTags: ["data"] };
export default ({ props: { pid, data } }) => <p>{"data=" + data + " pid=" + pid}</p>;
`,
  "src/pages/cached.server.ts": `import { readFileSync } from "node:fs";
export default () => ({ props: { pid: process.pid, data: readFileSync(process.env.DATA, "utf8") } });
`,
  "src/pages/slow-cached.tsx": `export const config = { cachePage: true, cacheTags: ["data"] };
export default ({ props: { pid, data } }) => <p>{"data=" + data + " pid=" + pid}</p>;
`,
  "src/pages/slow-cached.server.ts": `import { readFileSync } from "node:fs";
export default async () => {
  const data = readFileSync(process.env.DATA, "utf8");
  console.log("reads", data, "in", process.pid);
  await Bun.sleep(1000);
  return { props: { pid: process.pid, data } };
};
`,
  "src/pages/live.tsx": `export const config = { live: true, cacheTags: ["data"] };
export default () => <p>live</p>;
`,
  "src/pages/api/invalidate.ts": `import { revalidateTag } from "@bunsen/runtime";
export const POST = async () => { await revalidateTag("data"); return { pid: process.pid }; };
`,
  "src/pages/api/news.ts": `import { channel, eventStream } from "@bunsen/runtime";
const news = channel("news");
export const GET = ({ signal }) => { console.log("listens"); return eventStream(news.subscribe({ signal })); };
export const POST = () => { news.publish("from " + process.pid); return { pid: process.pid }; };
`,
  "src/pages/index.tsx": "export default () => <h1>home</h1>;\n",
  "src/pages/api/pid.ts": "export const GET = () => ({ pid: process.pid });\n",
  "src/pages/api/slow.ts": `export const GET = async () => {
  console.log("slow in", process.pid);
  await Bun.sleep(1500);
  return { pid: process.pid };
};
`,
};

/** Starts the app as it is built in a mode. */
export type Start = (environment?: Record<string, string>) => Promise<RunningServer>;

export const STARTS: Record<Exclude<Mode, "dev">, (home: string) => Start> = {
  bun: (home) => (environment) => startBuilt(home, { environment }),
  binary: (home) => (environment) => startBinary(home, { environment }),
};

export const modes = selectedModes().filter((mode) => mode !== "dev");

/** The process ids of the workers that respond. */
export async function pidsOf(server: RunningServer, count: number): Promise<number[]> {
  const pids = new Set<number>();
  await until(
    async () => {
      pids.add((await (await askPid(server)).json()).pid);
      return pids.size === count;
    },
    { what: `${count} workers that respond` },
  );
  return [...pids];
}

/** On a connection of its own: the kernel chooses a worker for each connection. */
export const askPid = (server: RunningServer, path = "/api/pid"): Promise<Response> =>
  server.fetch(path, { headers: { connection: "close" } });

export const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

export const logged = (server: { log(): string }, text: string | RegExp, times = 1): Promise<boolean> =>
  until(() => count(server.log(), text) >= times, {
    what: `${times} times ${text} in the log`,
    deadline: 20_000,
  });

export function count(log: string, text: string | RegExp): number {
  return log.split("\n").filter((line) => (typeof text === "string" ? line.includes(text) : text.test(line)))
    .length;
}

/** Runs the app, which may end by itself. */
export function run(home: string, mode: Mode, environment: Record<string, string>): RunningProcess {
  const [program, parameters] =
    mode === "binary"
      ? [join(home, "dist/app"), []]
      : [bunProgram, ["--no-install", join(home, "dist/server/index.js")]];
  return startProcess(program, parameters, {
    cwd: mkdtempSync(join(outsideDirectory(), "empty-")),
    environment,
  });
}

export const linesOf = (output: string): string[] => output.split("\n").filter((line) => line !== "");
