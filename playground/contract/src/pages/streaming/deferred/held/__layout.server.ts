import { setTimeout as delay } from "node:timers/promises";
import type { PageServer } from "@bunsen/runtime";

/** Takes longer than the promise of the page below. */
export default (async () => {
  await delay(30);
}) satisfies PageServer;
