import { join } from "node:path";
import { redisStore } from "@bunsen/runtime";
import { describe, expect, test } from "vitest";
import { editFile, writeApp } from "../support/fixture.ts";
import { builtHome, describeModes } from "../support/modes.ts";
import { freePort } from "../support/ports.ts";
import { startRedis } from "../support/redis.ts";
import { runBuilt, startBuilt, startDev } from "../support/serve.ts";
import { until } from "../support/until.ts";

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  onStart() {
    console.log("onStart");
    // Cron knows minutes: the next one begins half a second after the start.
    const now = Date.now;
    const shift = Math.max(59_500 - (now() % 60_000), 0);
    Date.now = () => now() + shift;
  },
  cron: {
    tick: {
      schedule: process.env.SCHEDULE ?? "* * * * *",
      run: ({ name, scheduledAt }) => console.log("ran", name, scheduledAt.getUTCSeconds()),
    },
    broken: { schedule: "* * * * *", run() { throw new Error("on purpose"); } },
    long: {
      schedule: "* * * * *",
      run: ({ signal }) => new Promise((resolve, reject) => {
        console.log("long begins");
        if (process.env.STUBBORN) return;
        signal.addEventListener("abort", () => {
          console.log("long tidies up");
          setTimeout(() => { console.log("long is done"); reject(signal.reason); }, 100);
        });
      }),
    },
  },
  onShutdown: () => console.log("onShutdown"),
});
`,
  "src/pages/index.tsx": "export default () => <h1>home</h1>;\n",
};

const LINES = ["onStart", "ran tick 0", "long begins", "CRON_FAILED"];

describeModes(FILES, (app) => {
  test("jobs run after onStart, and one that fails is logged", async () => {
    expect((await app.fetch("/")).status).toBe(200);
    await until(() => LINES.every((line) => app.log().includes(line)), { what: "the jobs' lines" });
    expect(app.log().indexOf("onStart")).toBeLessThan(app.log().indexOf("ran tick"));
    expect(app.log()).toMatch(/The job broken of src\/server\.ts failed\..*failures=1 runs=1.*on purpose/s);
  });
});

describe("the end of the server", () => {
  test("aborts jobs, and waits for them before onShutdown", async () => {
    const server = await startBuilt(await builtHome(FILES));
    await until(() => server.log().includes("long begins"), { what: "the job" });
    process.kill(server.process.pid, "SIGTERM");
    expect(await server.process.exited).toBe(0);
    expect(server.log()).toMatch(
      /long tidies up.*long is done.*The job long was stopped.*onShutdown.*Shut down/s,
    );
    expect(server.log()).not.toContain("CRON_CUT");
  });

  test("does not wait forever", async () => {
    const server = await startBuilt(await builtHome(FILES), {
      environment: { STUBBORN: "1", SHUTDOWN_TIMEOUT: "1" },
    });
    await until(() => server.log().includes("long begins"), { what: "the job" });
    process.kill(server.process.pid, "SIGTERM");
    expect(await server.process.exited).toBe(0);
    expect(server.log()).toMatch(/Jobs did not end within 1 s.*: long\..*CRON_CUT.*onShutdown/s);
  });
});

test.each([
  ["0 0 30 2 *", "this day never comes"],
  ["every day", "expected 5"],
])("the schedule %s stops the start with one line", async (schedule, reason) => {
  const home = await builtHome(FILES);
  const { code, output } = await runBuilt(home, { SCHEDULE: schedule });
  expect(code).toBe(1);
  expect(output).toContain(`cron.tick.schedule of defineServer() is "${schedule}"`);
  expect(output).toContain(reason);
  expect(output.trim().split("\n")).toHaveLength(1);
});

test("development replaces the jobs after an edit", async () => {
  const directory = writeApp(FILES);
  const server = await startDev(directory);
  await server.fetch("/");
  await until(() => server.log().includes("long begins"), { what: "the job" });
  editFile(join(directory, "src/server.ts"), '"ran"', '"ran again"');
  await until(async () => (await server.fetch("/")).ok && server.log().includes("ran again tick"), {
    what: "the new job",
  });
  expect(server.log()).toContain("long tidies up");
  expect(server.log().match(/onStart/g)).toHaveLength(2);
  await server.stop();
});

describe("instances that share Redis", () => {
  test("without it, run nothing that another may run", async () => {
    const environment = { REDIS_URL: `redis://127.0.0.1:${await freePort()}` };
    const server = await startBuilt(await builtHome(FILES), { environment });
    await until(() => server.log().includes("CRON_SKIPPED"), { what: "a job that is left out" });
    expect(server.log()).not.toContain("ran tick");
    await server.stop();
  });

  test("run each time of a job once, whatever their build", async () => {
    const redis = await startRedis();
    const [one, other] = [redisStore({ url: redis.url }), redisStore({ url: redis.url })];
    await Promise.all([one.open?.("build 1", () => undefined), other.open?.("build 2", () => undefined)]);
    for (const store of [one, other]) {
      await until(async () => (await Promise.resolve(store.clock()).catch(() => 0)) > 0, { what: "Redis" });
    }
    const time = Date.now();
    const claims = await Promise.all([
      ...[one, other, one, other].map((store) => store.claimJob?.("job", time, 30)),
      one.claimJob?.("another job", time, 30),
    ]);
    expect(claims.filter(Boolean)).toHaveLength(2);
    const [first] = claims.filter(Boolean);
    // It still runs when the next time comes.
    expect(await other.claimJob?.("job", time + 1000, 30)).toBeUndefined();
    expect(await first?.renew()).toBe(true);
    await first?.release();
    expect(await first?.renew()).toBe(false);
    // A clock that is behind would run it again.
    expect(await other.claimJob?.("job", time, 30)).toBeUndefined();
    // One that is hours ahead would keep the others from running it.
    expect(await other.claimJob?.("job", time + 3_600_000, 30)).toBeUndefined();
    const next = await other.claimJob?.("job", time + 1000, 0.05);
    expect(next).toBeDefined();
    // Its instance has died.
    await until(async () => (await one.claimJob?.("job", time + 2000, 30)) !== undefined, {
      what: "the claim",
    });
    expect(await next?.renew()).toBe(false);
    await Promise.all([one.close?.(), other.close?.()]);
  });

  test("run the jobs with it, and release them", async () => {
    const redis = await startRedis();
    const server = await startBuilt(await builtHome(FILES), { environment: { REDIS_URL: redis.url } });
    await until(() => server.log().includes("ran tick 0"), { what: "the job" });
    await until(async () => !(await redis.command("HEXISTS", "bunsen:cron:tick", "token")), {
      what: "its release",
    });
    expect(await redis.command("HEXISTS", "bunsen:cron:long", "token")).toBeTruthy();
    await server.stop();
  });
});
