import type { RouteContext } from "@bunsen/runtime";
import { note } from "./notes.server";

/** Notes that a request has begun, and when its signal aborts. */
export function watchSignal(id: string, ctx: Pick<RouteContext, "signal">): void {
  note(id, "started");
  ctx.signal.addEventListener("abort", () => note(id, "aborted"), { once: true });
}

/** Work that never comes to an end. */
export function forever(): Promise<never> {
  return new Promise(() => undefined);
}
