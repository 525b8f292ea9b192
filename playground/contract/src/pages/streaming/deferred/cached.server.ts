import { setTimeout as delay } from "node:timers/promises";
import type { PageServer } from "@bunsen/runtime";

export default (() => ({
  props: { now: "for all", later: delay(20, { text: "awaited", when: new Date(7) }) },
})) satisfies PageServer<"/streaming/deferred/cached">;
