/** `npm run bench`: what an executable weighs, how soon it answers, and what memory it takes, beside bare ones. */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { median, round2 } from "./numbers.ts";
import { firstUrl, readFrame, startOurs } from "./servers.ts";
import { residentMegabytes } from "./usage.ts";

const ROUNDS = Number(process.env.BENCH_STARTS ?? 21);
const SETTLE_MILLISECONDS = 300;
const PAGE = "/";

const here = import.meta.dir;
const app = join(here, "app");
const temporary = join(here, ".tmp");

/** An executable to start. */
interface Candidate {
  file: string;
  environment: Record<string, string>;
}

const { ours, floor, bare } = await makeExecutables();
const starts = Array.from({ length: ROUNDS }, (_, index) => measureRound(index % 2 === 0));
const rounds = await sequence(starts);
const table = [
  compare("start to first page, ms", "milliseconds", "floor", 1.5),
  compare("processor time of it, ms", "cpuMilliseconds", "floor", 1.5),
  compare("memory when idle, MB", "megabytes", "bare", 1.3),
  compare("the same, beside one with React", "megabytes", "floor", 1.3),
];
console.table(table);
const sizes = measureSizes();
console.table([sizes]);
await Bun.write(
  join(here, "executable.json"),
  `${JSON.stringify({ bun: Bun.version, rounds: ROUNDS, table, sizes }, null, 2)}\n`,
);
rmSync(temporary, { recursive: true });

async function makeExecutables(): Promise<Record<"ours" | "floor" | "bare", Candidate>> {
  mkdirSync(temporary, { recursive: true });
  const built = await startOurs();
  const frames: Record<string, unknown> = {};
  for (const path of ["/", "/table", "/nested", "/api/rows"]) frames[path] = await readFrame(built, path);
  await built[Symbol.asyncDispose]();
  const bunsen = join(here, "../packages/vite/bin/bunsen.js");
  const flags = ["--outfile", join(temporary, "ours"), ...process.argv.slice(2)];
  const made = Bun.spawnSync([process.execPath, bunsen, "compile", ...flags], {
    cwd: app,
    stderr: "inherit",
  });
  if (!made.success) throw new Error("The bench app does not compile.");
  return {
    ours: { file: join(temporary, "ours"), environment: { PORT: "0", HOST: "127.0.0.1" } },
    floor: { file: await compileBare("floor.tsx"), environment: { FLOOR: JSON.stringify(frames) } },
    bare: { file: await compileBare("bare.ts"), environment: {} },
  };
}

/** As the Bun documentation says: production React, minified, with bytecode. */
async function compileBare(script: string): Promise<string> {
  const outfile = join(temporary, script.replace(/\.tsx?$/, ""));
  await Bun.build({
    entrypoints: [join(here, script)],
    target: "bun",
    format: "esm",
    minify: true,
    bytecode: true,
    define: { "process.env.NODE_ENV": '"production"' },
    compile: { outfile, autoloadDotenv: false, autoloadBunfig: false },
  });
  return outfile;
}

interface Start {
  milliseconds: number;
  /** Of the processor, on however many cores, until it was ended. */
  cpuMilliseconds: number;
  megabytes: number;
}

/** The order alternates, so that a machine that slows down favours neither. */
function measureRound(oursFirst: boolean) {
  return async () => {
    const first = await measure(oursFirst ? ours : floor);
    const second = await measure(oursFirst ? floor : ours);
    const third = await measure(bare);
    return oursFirst
      ? { ours: first, floor: second, bare: third }
      : { ours: second, floor: first, bare: third };
  };
}

async function measure({ file, environment }: Candidate): Promise<Start> {
  const started = performance.now();
  const child = Bun.spawn([file], {
    env: { ...process.env, ...environment },
    stdout: "pipe",
    stderr: "inherit",
  });
  const url = await firstUrl(child.stdout);
  // As it is: the bare ones do not compress.
  await (await fetch(new URL(PAGE, url), { headers: { "accept-encoding": "identity" } })).text();
  const milliseconds = performance.now() - started;
  await Bun.sleep(SETTLE_MILLISECONDS);
  const megabytes = residentMegabytes(child.pid);
  child.kill("SIGKILL");
  await child.exited;
  const cpuMilliseconds = Number(child.resourceUsage()?.cpuTime.total) / 1000;
  return { milliseconds, cpuMilliseconds, megabytes };
}

async function sequence<Result>(works: (() => Promise<Result>)[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const work of works) results.push(await work());
  return results;
}

function compare(what: string, of: keyof Start, against: "floor" | "bare", target: number) {
  const pairs = rounds.map((round) => [round.ours[of], round[against][of]] as const);
  const ratios = pairs.map(([one, other]) => one / other).sort((a, b) => a - b);
  return {
    what,
    ours: round2(median(pairs.map(([one]) => one))),
    floor: round2(median(pairs.map(([, other]) => other))),
    ratio: round2(median(ratios)),
    spread: `${round2(ratios[0] ?? 0)} to ${round2(ratios.at(-1) ?? 0)}`,
    target: `at most ${target}`,
  };
}

/** In MB. The app is what browsers are served and the server's scripts; the rest is what we and bytecode add. */
function measureSizes() {
  const size = (file: string) => statSync(file).size / 1e6;
  const server = filesBelow(join(app, "dist/server"))
    .filter((file) => file.endsWith(".js"))
    .reduce((sum, file) => sum + size(file), 0);
  const client = filesBelow(join(app, "dist/client"))
    .filter((file) => !file.endsWith(".map"))
    .reduce((sum, file) => sum + size(file), 0);
  const executable = size(ours.file);
  const rest = executable - size(process.execPath) - server - client;
  const floorRest = size(bare.file) - size(process.execPath);
  return {
    executable: round2(executable),
    Bun: round2(size(process.execPath)),
    "server scripts": round2(server),
    "client files": round2(client),
    "the rest": round2(rest),
    "of it in any executable": round2(floorRest),
    target: "the rest at most 3, server scripts at most 0.6",
  };
}

function filesBelow(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
