import { type ApiHandler, revalidateTag } from "@bunsen/runtime";
import { news } from "./news.ts";

/** The longest that a timer was late since the last request, in milliseconds. */
let longest = 0;
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - last - 5);
  last = now;
}, 5).unref();

export const GET: ApiHandler<"/api/tell"> = () => {
  Bun.gc(true);
  const stall = longest;
  longest = 0;
  last = performance.now();
  return { bytes: process.memoryUsage.rss(), stall };
};

export const POST: ApiHandler<"/api/tell"> = async ({ query }) => {
  if (query.live) await revalidateTag("all");
  else news.publish("news of forty characters, more or less, ");
};
