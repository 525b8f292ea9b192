import type { RouteContext } from "@bunsen/runtime";
import { note } from "./notes.server";

/** Notes under `?id=` that a function was called. */
export function noteFor({ query }: Pick<RouteContext, "query">, text: string): void {
  note(String(query.id), text);
}

/** A turn of the event loop, in which everything else that is ready runs. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
