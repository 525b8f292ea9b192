import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { whenDone } from "../support/cleanup.ts";
import { builtHome, describeModes, selectedModes } from "../support/modes.ts";
import { rawRequest } from "../support/raw.ts";
import { startRedis } from "../support/redis.ts";
import { type RunningServer, startBuilt } from "../support/serve.ts";
import { FILES } from "./app.ts";

type Server = Pick<RunningServer, "fetch">;

interface Listener {
  response: Response;
  /** Everything that has arrived. */
  text(): string;
  /** The data of the events that have arrived. */
  data(): unknown[];
  /** Resolves with how the stream ended. */
  ended: Promise<"closed" | "broken">;
  leave(): void;
}

async function listen(app: Server, path: string, headers: Record<string, string> = {}): Promise<Listener> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const response = await app.fetch(path, {
    headers: { "accept-encoding": "gzip, br, zstd", ...headers },
    signal: controller.signal,
  });
  let text = "";
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  };
  const ended = read().then(
    () => "closed" as const,
    () => "broken" as const,
  );
  return {
    response,
    text: () => text,
    data: () => [...text.matchAll(/^data: ([^\n]*)$/gm)].map(([, json = ""]) => JSON.parse(json)),
    ended,
    leave: () => controller.abort(),
  };
}

async function publish(app: Server, value: unknown): Promise<void> {
  const response = await app.fetch("/api/publish", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(value),
  });
  expect(response.status).toBe(204);
}

describeModes(FILES, (app) => {
  const notes = async (): Promise<string[]> => (await app.fetch("/api/notes")).json();

  test("a channel's values reach every stream, in order, nothing on the way holding them back", async () => {
    const listeners = await Promise.all([listen(app, "/api/news"), listen(app, "/api/news")]);
    const [first] = listeners;
    expect(Object.fromEntries(first.response.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "x-everywhere": "yes",
      "x-own": "1",
    });
    expect(first.response.headers.get("content-encoding")).toBeNull();
    await expect.poll(() => first.text()).toBe("retry: 200\n\n");
    const values = [{ text: "a\nb" }, "😀\u2028", 3, null, [true]];
    await publish(app, values);
    for (const { data } of listeners) await expect.poll(data).toEqual(values);
  });

  test("a generator continues after the last event, is ended when the client leaves, and says that it is alive", async () => {
    const whole = await listen(app, "/api/count");
    expect(await whole.ended).toBe("closed");
    const written = [1, 2, 3].map((count) => `id: ${count}\nevent: count\ndata: ${count}\n\n`);
    expect(whole.text()).toBe(`:\n\n${written.join("")}`);
    const id = crypto.randomUUID();
    const rest = await listen(app, `/api/count?stays=${id}`, { "last-event-id": "2" });
    await expect.poll(() => rest.data()).toEqual([3]);
    // A comment after a second of silence, and after another.
    await expect.poll(() => rest.text().match(/^:$/gm)?.length, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(await notes()).not.toContain(`ended ${id}`);
    rest.leave();
    await expect.poll(notes).toContain(`ended ${id}`);
  });

  test("lines within an event forge nothing, and an id, a type or data that cannot be sent ends it", async () => {
    for (const [name, code] of [
      ["id", "EVENT_FIELD"],
      ["event", "EVENT_FIELD"],
      ["retry", "EVENT_FIELD"],
      ["data", "EVENT_DATA"],
    ] as const) {
      const { text, ended } = await listen(app, `/api/field?name=${name}`);
      expect(await ended, name).toBe("broken");
      expect(text()).toBe(":\n\ndata: one\ndata: data: two\ndata: \ndata: id: 9\ndata: three\n\n");
      expect(app.log()).toContain("EVENT_STREAM_FAILED");
      expect(app.log()).toContain(`[${code}]`);
    }
  });

  test("a subscriber that falls behind is told, and the others go on", async () => {
    expect(await (await app.fetch("/api/overflow")).json()).toEqual({
      code: "CHANNEL_OVERFLOW",
      after: true,
      kept: "last",
    });
  });

  test("what cannot be published or streamed is refused by a code", async () => {
    expect(await (await app.fetch("/api/refused")).json()).toEqual([
      "CHANNEL_NAME",
      "CHANNEL_VALUE",
      "CHANNEL_VALUE",
      "EVENT_STREAM_SOURCE",
      "EVENT_STREAM_OPTION",
    ]);
  });

  test("a reader that never reads is disconnected", async () => {
    const before = (await notes()).length;
    const socket = connect({ port: app.port, host: "127.0.0.1" });
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    socket.pause();
    socket.write(rawRequest("GET", "/api/endless"));
    await expect
      .poll(async () => (await notes()).slice(before), { timeout: 15_000 })
      .toEqual(["endless ended"]);
    // In development Vite's server has the connection.
    if (app.mode === "dev") return;
    await expect.poll(async () => (await app.fetch("/api/pending")).json(), { timeout: 15_000 }).toBe(1);
  });

  test("a HEAD request leaves nothing behind", async () => {
    const id = crypto.randomUUID();
    const response = await app.fetch(`/api/count?stays=${id}`, { method: "HEAD" });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(await response.text()).toBe("");
  });
});

describe.runIf(selectedModes().includes("bun"))("several instances", () => {
  test("share a channel by Redis, and a shutdown ends streams instead of waiting for them", async () => {
    const redis = await startRedis();
    const home = await builtHome(FILES);
    const start = async () => {
      const server = await startBuilt(home, { environment: { REDIS_URL: redis.url } });
      whenDone(() => server.stop());
      return server;
    };
    const [first, second] = [await start(), await start()];
    const listener = await listen(second, "/api/news");
    await expect.poll(() => redis.command("PUBSUB", "NUMSUB", "bunsen:bus:0")).toEqual(["bunsen:bus:0", 1]);
    await publish(first, { from: "first" });
    await expect.poll(() => listener.data()).toEqual([{ from: "first" }]);
    await publish(second, { from: "second" });
    await expect.poll(() => listener.data()).toEqual([{ from: "first" }, { from: "second" }]);
    const begun = performance.now();
    process.kill(second.process.pid, "SIGTERM");
    expect(await listener.ended).toBe("closed");
    expect(await second.process.exited).toBe(0);
    expect(performance.now() - begun).toBeLessThan(5000);
    await publish(first, "alone");
  });
});
