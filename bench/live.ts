/**
 * Streams of live pages and of channels: memory for each, and the time until a message has reached all of them, with the longest
 * stall of the server's event loop meanwhile. Over loopback, with raw connections; prints a table and exits with 1 if a bound is
 * missed. `BENCH_STREAMS` is how many.
 */
import { join } from "node:path";
import { median, round2 } from "./numbers.ts";
import { buildOurs, startServer } from "./servers.ts";

const STREAMS = Number(process.env.BENCH_STREAMS ?? 10_000);
const ROUNDS = 5;
const BYTES_BOUND = 10_000;
const MILLISECONDS_BOUND = 250;
const STALL_BOUND = 50;

const home = buildOurs("live-app");
let isWithin = true;

for (const kind of ["live", "channel"] as const) {
  await using server = await startServer(join(home, "server/index.js"), {});
  const ask = async (): Promise<{ bytes: number; stall: number }> =>
    (await fetch(`${server.url}/api/tell`)).json();
  const html = await (await fetch(`${server.url}/`)).text();
  const topics = / data-live="([^"]+)"/.exec(html)?.[1] ?? "";
  const path = kind === "live" ? `/_bunsen/live?topics=${topics}&age=0` : "/api/news";
  const before = await ask();
  const streams = await open(new URL(server.url), path);
  const { bytes } = await ask();
  const times: number[] = [];
  const stalls: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await ask();
    const reached = streams.next();
    const begun = performance.now();
    await fetch(`${server.url}/api/tell${kind === "live" ? "?live=1" : ""}`, { method: "POST" });
    await reached;
    times.push(performance.now() - begun);
    stalls.push((await ask()).stall);
  }
  const each = (bytes - before.bytes) / STREAMS;
  isWithin &&= each <= BYTES_BOUND && median(times) <= MILLISECONDS_BOUND && median(stalls) <= STALL_BOUND;
  console.log(
    `${kind}: ${STREAMS} streams, ${Math.round(each)} bytes each (${BYTES_BOUND}), ` +
      `a message to all in ${round2(median(times))} ms (${MILLISECONDS_BOUND}), stall ${round2(median(stalls))} ms (${STALL_BOUND})`,
  );
  streams.end();
}
process.exit(isWithin ? 0 : 1);

interface Streams {
  /** Resolves when each of them has got an event from now on. */
  next(): Promise<void>;
  end(): void;
}

async function open({ hostname, port }: URL, path: string): Promise<Streams> {
  const request = `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: text/event-stream\r\n\r\n`;
  const sockets: Bun.Socket[] = [];
  const isOpen = Promise.withResolvers<void>();
  let opened = 0;
  let reached = 0;
  let all = Promise.withResolvers<void>();
  for (let stream = 0; stream < STREAMS; stream++) {
    let isFirst = true;
    sockets.push(
      await Bun.connect({
        hostname,
        port: Number(port),
        socket: {
          data(_, chunk) {
            if (isFirst) {
              isFirst = false;
              if (++opened === STREAMS) isOpen.resolve();
            } else if (chunk.includes("data:") && ++reached === STREAMS) all.resolve();
          },
          error: (_, error) => isOpen.reject(error),
        },
      }),
    );
    sockets.at(-1)?.write(request);
  }
  await isOpen.promise;
  return {
    next() {
      reached = 0;
      all = Promise.withResolvers();
      return all.promise;
    },
    end: () => {
      for (const socket of sockets) socket.end();
    },
  };
}
