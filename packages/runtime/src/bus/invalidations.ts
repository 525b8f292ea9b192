import type { Invalidation } from "../api/cache-store.ts";
import { onInvalidation } from "../cache/invalidation-listeners.ts";
import { isPlainObject } from "../util/plain-object.ts";
import { processBus } from "./process-bus.ts";

/** The topic of what was invalidated, in this process or another one: the caches that share a store have dropped it before. */
export const INVALIDATIONS = "invalidations";

/** From now on, what this process invalidates is told to all of them. It may be called again. */
export function publishInvalidations(): void {
  onInvalidation(publish);
}

function publish(what: Invalidation): void {
  processBus.publish(INVALIDATIONS, JSON.stringify(what));
}

/** @returns `undefined` for what this version does not know, which may stand for anything */
export function parseInvalidation(data: string): Invalidation | undefined {
  const what: unknown = JSON.parse(data);
  if (!isPlainObject(what)) return undefined;
  if (what.kind === "path" && typeof what.path === "string") return { kind: "path", path: what.path };
  if (what.kind === "tag" && typeof what.tag === "string") return { kind: "tag", tag: what.tag };
  return { kind: "all" };
}
