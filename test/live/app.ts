import type { AppFiles } from "../support/fixture.ts";

/** Event streams, channels and live pages. */
export const FILES: AppFiles = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  serve: { idleTimeout: 2 },
  headers: { "x-everywhere": "yes" },
  shutdown: { timeout: 10 },
});`,
  "src/notes.ts": `
export const notes = [];
export function note(text) {
  notes.push(text);
  console.log("noted " + text);
}`,
  "src/pages/api/notes.ts": 'import { notes } from "../../notes.ts";\nexport const GET = () => notes;\n',
  "src/news.ts": 'import { channel } from "@bunsen/runtime";\nexport const news = channel("news");\n',
  "src/pages/api/publish.ts": `
import { news } from "../../news.ts";
export async function POST({ body }) {
  for (const value of [].concat(await body)) news.publish(value);
}`,
  "src/pages/api/news.ts": `
import { eventStream } from "@bunsen/runtime";
import { news } from "../../news.ts";
export const GET = () => eventStream(news.subscribe(), { retry: 200, headers: { "x-own": "1" } });`,
  "src/pages/api/count.ts": `
import { eventStream } from "@bunsen/runtime";
import { note } from "../../notes.ts";
export const GET = ({ query }) => eventStream(async function* ({ lastEventId, signal }) {
  const ended = new Promise((resolve) => signal.addEventListener("abort", resolve));
  try {
    for (let count = Number(lastEventId ?? 0) + 1; count <= 3; count++) yield { count };
    if (query.stays) await ended;
  } finally {
    note("ended " + query.stays);
  }
}, { event: ({ count }) => ({ id: String(count), event: "count", data: count }), heartbeat: 1 });`,
  "src/pages/api/field.ts": `
import { eventStream } from "@bunsen/runtime";
export const GET = ({ query }) => eventStream(async function* () {
  yield { text: "one\\ndata: two\\r\\n\\r\\nid: 9\\rthree" };
  // The client has time to read.
  await Bun.sleep(100);
  yield { [query.name]: query.name === "data" ? new Map() : "1\\ndata: forged" };
}, { event: (event) => event });`,
  "src/pages/api/endless.ts": `
import { eventStream } from "@bunsen/runtime";
import { note } from "../../notes.ts";
export const GET = () => eventStream(async function* () {
  try {
    for (;;) yield "x".repeat(100_000);
  } finally {
    note("endless ended");
  }
}, { heartbeat: 1 });`,
  "src/pages/api/pending.ts": "export const GET = ({ server }) => server.pendingRequests;",
  "src/pages/api/overflow.ts": `
import { channel } from "@bunsen/runtime";
export async function GET() {
  const many = channel("many");
  const slow = many.subscribe();
  const kept = many.subscribe();
  for (let count = 0; count <= 1000; count++) {
    many.publish(count);
    await kept.next();
  }
  const code = await slow.next().catch((error) => error.code);
  const after = await slow.next();
  many.publish("last");
  return { code, after: after.done, kept: (await kept.next()).value };
}`,
  "src/pages/api/refused.ts": `
import { channel, eventStream } from "@bunsen/runtime";
const codeOf = (call) => { try { call(); return "nothing"; } catch (error) { return error.code; } };
export const GET = () => [
  codeOf(() => channel("")),
  codeOf(() => channel("a").publish({ user: { save() {} } })),
  codeOf(() => channel("a").publish(undefined)),
  codeOf(() => eventStream([1])),
  codeOf(() => eventStream(async function* () {}, { heartbeat: 0 })),
];`,
};
