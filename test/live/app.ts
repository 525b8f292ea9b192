import type { AppFiles } from "../support/fixture.ts";

/** Event streams, channels and live pages. */
export const FILES: AppFiles = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  serve: { idleTimeout: 2 },
  headers: { "x-everywhere": "yes" },
  shutdown: { timeout: 10 },
  live: { maxStreamsPerClient: 30 },
  // Streams that are counted end with the server, too.
  metrics: true,
});`,
  "src/notes.ts": `
export const notes = [];
export function note(text) {
  notes.push(text);
  console.log("noted " + text);
}`,
  "src/pages/api/notes.ts": 'import { notes } from "../../notes.ts";\nexport const GET = () => notes;\n',
  "src/news.ts": 'import { channel } from "@bunsen/runtime";\nexport const news = channel("news");\n',
  // What is said in a room: a file, so that several instances share it.
  "src/rooms.ts": `
import { tmpdir } from "node:os";
import { join } from "node:path";
const directory = process.env.ROOMS ?? join(tmpdir(), "rooms-" + process.pid);
const fileOf = (room) => Bun.file(join(directory, room));
export const readRoom = async (room) => ((await fileOf(room).exists()) ? fileOf(room).text() : "nothing");
export const writeRoom = (room, text) => Bun.write(fileOf(room), text);`,
  "src/pages/api/change.ts": `
import { cache, revalidatePath, revalidateTag } from "@bunsen/runtime";
import { writeRoom } from "../../rooms.ts";
export async function POST({ body }) {
  const { room, text, tag, path, all } = await body;
  if (room) await writeRoom(room, text);
  if (tag) await revalidateTag(tag);
  if (path) await revalidatePath(path);
  if (all) await cache.clear();
}`,
  "src/pages/live/[room].tsx": `
import { useState } from "react";
export const config = { live: true, cacheTags: ["rooms"] };
export default ({ props, params }) => {
  const [clicks, setClicks] = useState(0);
  return (
    <>
      <h1>{params.room}</h1>
      <output>{props.text}</output>
      <input />
      <button type="button" onClick={() => setClicks(clicks + 1)}>{clicks}</button>
      <form method="post"><input name="text" aria-label="say" /><button type="submit">Say</button></form>
      <a href="/live/other">other</a> <a href="/still">still</a>
    </>
  );
};`,
  "src/pages/live/[room].server.ts": `
import { redirect, revalidateTag } from "@bunsen/runtime";
import { readRoom, writeRoom } from "../../rooms.ts";
export default async ({ req, params, body }) => {
  if (req.method === "POST") {
    const text = (await body).get("text");
    if (text === "") return { props: { text: "refused" }, responseOptions: { status: 422 } };
    await writeRoom(params.room, text);
    await revalidateTag("room-" + params.room);
    redirect("/live/" + params.room, 303);
  }
  return { props: { text: await readRoom(params.room) }, cacheTags: ["room-" + params.room] };
};`,
  "src/pages/still.tsx": 'export default () => <a href="/live/a">a</a>;',
  "src/pages/cached.tsx": `
export const config = { live: true, cachePage: true, cacheTags: ["cached"] };
export default ({ props }) => <output>{props.renders}</output>;`,
  "src/pages/cached.server.ts": `
let renders = 0;
export default () => ({ props: { renders: ++renders } });`,
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
