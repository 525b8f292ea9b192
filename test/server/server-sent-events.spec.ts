import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { openPage } from "../support/browser.ts";
import type { AppFiles } from "../support/fixture.ts";
import { type App, builtHome, describeModes, selectedModes } from "../support/modes.ts";
import { type RunningServer, startBinary, startBuilt } from "../support/serve.ts";

/** Seconds; Bun counts in steps of four, so it cuts an idle connection after 2 to 8 s. */
const IDLE_TIMEOUT = "2";
/** Milliseconds: several times the idle timeout. */
const SILENCE = 10_000;

const FILES: AppFiles = {
  // Every answer passes through what adds headers and compresses.
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
import { note } from "./notes.ts";
export default defineServer({ headers: { "x-everywhere": "yes" }, onShutdown: () => note("onShutdown") });
`,
  "src/notes.ts": `
export const notes = [];
export function note(text) {
  notes.push(text);
  console.log("noted", text);
}
`,
  "src/pages/api/notes.ts": 'import { notes } from "../../notes.ts";\nexport const GET = () => notes;\n',
  // Says something when it begins and after each silence.
  "src/pages/api/events.ts": `
import { note } from "../../notes.ts";
export function GET({ query, signal }) {
  let timer;
  const leave = () => {
    clearInterval(timer);
    note("left " + query.id);
  };
  signal.addEventListener("abort", leave);
  return new Response(
    new ReadableStream({
      start(controller) {
        let count = 0;
        const say = () => controller.enqueue("id: " + ++count + "\\ndata: " + "x".repeat(2000) + "\\n\\n");
        if (query.first !== "late") say();
        timer = setInterval(say, Number(query.ms));
      },
    }),
    { headers: { "content-type": "text/event-stream" } },
  );
}
`,
  "src/pages/index.tsx": `
import { useEffect, useState } from "react";
export default () => {
  const [seen, setSeen] = useState("nothing");
  useEffect(() => {
    const source = new EventSource("/api/events?id=browser&ms=100");
    source.onmessage = ({ lastEventId }) => setSeen(lastEventId);
    return () => source.close();
  }, []);
  return <p>{seen}</p>;
};
`,
};

interface Listener {
  response: Response;
  /** Milliseconds until the headers were there. */
  headersAfter: number;
  /** The next events, and the milliseconds they were waited for; `undefined` at the end of the stream. */
  next(): Promise<{ ids: string[]; after: number } | undefined>;
  leave(): void;
}

async function listen(app: Pick<RunningServer, "fetch">, search: string): Promise<Listener> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const asked = performance.now();
  const response = await app.fetch(`/api/events?${search}`, {
    headers: { "accept-encoding": "gzip, br, zstd" },
    signal: controller.signal,
  });
  const headersAfter = performance.now() - asked;
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  return {
    response,
    headersAfter,
    async next() {
      const waiting = performance.now();
      const { done, value } = await reader.read();
      if (done) return undefined;
      const text = new TextDecoder().decode(value);
      const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id = ""]) => id);
      return { ids, after: performance.now() - waiting };
    },
    leave: () => controller.abort(),
  };
}

const notesOf = async (app: App): Promise<string[]> => (await app.fetch("/api/notes")).json();

describeModes(
  FILES,
  (app) => {
    test("a stream that is silent for many times the idle timeout stays open", async () => {
      // The first request in development compiles the endpoint.
      (await listen(app, "id=warm&ms=1000")).leave();
      const [spoken, silent] = await Promise.all([
        listen(app, `id=spoken&ms=${SILENCE}`),
        listen(app, `id=silent&ms=${SILENCE}&first=late`),
      ]);
      expect(spoken.response.headers.get("content-encoding")).toBeNull();
      expect(spoken.response.headers.get("content-length")).toBeNull();
      expect(spoken.response.headers.get("x-everywhere")).toBe("yes");
      // An EventSource is open when the headers are there, whether there is an event or not.
      for (const { headersAfter } of [spoken, silent]) expect(headersAfter).toBeLessThan(2000);
      const first = await spoken.next();
      expect(first?.ids).toEqual(["1"]);
      expect(first?.after).toBeLessThan(1000);
      // A comment, which clients skip: Bun sends no headers before the first byte.
      expect((await silent.next())?.ids).toEqual([]);
      const [second, firstOfSilent] = await Promise.all([spoken.next(), silent.next()]);
      expect(second?.ids).toEqual(["2"]);
      expect(second?.after).toBeGreaterThan(SILENCE - 2500);
      expect(firstOfSilent?.ids).toEqual(["1"]);
    });

    test("each event arrives when it is sent", async () => {
      const { next } = await listen(app, "id=steady&ms=300");
      for (const id of ["1", "2", "3", "4"]) expect((await next())?.ids).toEqual([id]);
    });

    test("a client that leaves is noticed at once", async () => {
      for (const [id, ms] of [
        ["leaves-quiet", 60_000],
        ["leaves-busy", 5],
      ]) {
        const { next, leave } = await listen(app, `id=${id}&ms=${ms}`);
        await next();
        expect(await notesOf(app)).not.toContain(`left ${id}`);
        leave();
        await expect.poll(() => notesOf(app), { timeout: 2000 }).toContain(`left ${id}`);
      }
    });

    test("a browser's EventSource gets them, and a page that is left is noticed", async () => {
      const { page } = await openPage(app, "/");
      await expect.poll(async () => Number(await page.locator("p").textContent())).toBeGreaterThan(3);
      await page.close();
      await expect.poll(() => notesOf(app)).toContain("left browser");
    });
  },
  { environment: { IDLE_TIMEOUT } },
);

describe("a shutdown", () => {
  const starts = [
    ["bun", startBuilt],
    ["binary", startBinary],
  ] as const;

  test.each(starts.filter(([mode]) => selectedModes().includes(mode)))(
    "lets a stream go on until the deadline, and then tells both sides (%s)",
    async (_, start) => {
      const server = await start(await builtHome(FILES), { environment: { SHUTDOWN_TIMEOUT: "2" } });
      const { next } = await listen(server, "id=drained&ms=100");
      await next();
      const told = performance.now();
      process.kill(server.process.pid, "SIGTERM");
      await delay(1000);
      // It may be the last words of a long answer: they are sent.
      expect((await next())?.ids.length).toBeGreaterThan(0);
      expect(server.process.exitCode()).toBeUndefined();
      const ended = (async () => {
        while (await next());
      })();
      await Promise.allSettled([ended]);
      expect(performance.now() - told).toBeGreaterThan(1800);
      expect(await server.process.exited).toBe(0);
      await expect.poll(() => server.log()).toMatch(/noted left drained[\s\S]*noted onShutdown/);
    },
  );
});
