/** What became of the requests of a round. */
export interface RoundResult {
  answered: number;
  aborted: number;
  /** Answers that were not what they should be, in words; a few are enough. */
  wrong: string[];
}

interface Case {
  path: string;
  init?: () => RequestInit;
  /** What a whole answer holds. */
  holds: string;
}

const ABORTED_SHARE = 0.1;
/** Milliseconds within which a client leaves: before its request is read, while it is worked on, while it is answered. */
const ABORT_WITHIN = 10;
const UPLOAD = new Uint8Array(64 * 1024);
const CONCURRENCY = 32;

/** The mix of requests. @param script a hashed file of the app */
export function soakCases(script: string): Case[] {
  return [
    { path: "/?name=visitor", holds: "visitor" },
    { path: "/streamed", holds: "Here it is." },
    { path: "/api/rows", holds: "row 99" },
    { path: script, holds: "" },
    { path: "/api/upload", init: () => ({ method: "POST", body: UPLOAD }), holds: '{"bytes":65536}' },
    { path: "/api/upload", init: () => ({ method: "POST", body: slowUpload() }), holds: '{"bytes":65536}' },
    { path: "/api/events", holds: "data: 3" },
    { path: "/nowhere", holds: "404" },
  ];
}

/** A body without a length, in four parts, so that a client may leave in the middle of it. */
function slowUpload(): ReadableStream<Uint8Array> {
  let parts = 0;
  return new ReadableStream({
    async pull(controller) {
      if (parts++ === 4) return controller.close();
      await Bun.sleep(1);
      controller.enqueue(UPLOAD.subarray(0, UPLOAD.length / 4));
    },
  });
}

/** Sends `count` requests, 32 at a time; one client in ten leaves at a random moment. */
export async function soakRound(url: string, cases: readonly Case[], count: number): Promise<RoundResult> {
  const result: RoundResult = { answered: 0, aborted: 0, wrong: [] };
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      const one = cases[sent++ % cases.length];
      // Some are answered before they leave: others leave in their place.
      const leaves = result.aborted < ABORTED_SHARE * sent && Math.random() < 0.5;
      if (one) await (leaves ? leave(url, one, result) : ask(url, one, result));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return result;
}

async function ask(url: string, { path, init, holds }: Case, result: RoundResult): Promise<void> {
  const response = await fetch(url + path, asOwnPage(init?.()));
  const text = await response.text();
  const status = path === "/nowhere" ? 404 : 200;
  if (response.status === status && text.includes(holds)) result.answered++;
  else result.wrong.push(`${path}: ${response.status} ${text.slice(0, 200)}`);
}

async function leave(url: string, { path, init }: Case, result: RoundResult): Promise<void> {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), Math.random() * ABORT_WITHIN);
  try {
    const response = await fetch(url + path, { ...asOwnPage(init?.()), signal: controller.signal });
    await response.arrayBuffer();
    result.answered++;
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    result.aborted++;
  }
}

function asOwnPage(init: RequestInit = {}): RequestInit {
  return { ...init, headers: { "sec-fetch-site": "same-origin" } };
}
