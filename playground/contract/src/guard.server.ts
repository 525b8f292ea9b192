import type { PageServer } from "@bunsen/runtime";

/** The usual guard: a prefix of the path. */
export function guardedArea(url: URL): "admin" | "open" {
  return url.pathname === "/guard/admin" || url.pathname.startsWith("/guard/admin/") ? "admin" : "open";
}

/** Names the page that answered. */
export function handledBy(handler: "admin" | "open"): PageServer {
  return () => ({ responseOptions: { headers: { "x-handler": handler } } });
}
