import type { PageServer, RouteContext } from "@bunsen/runtime";

/** The usual guard: a prefix of the path. */
export function guardedArea(url: URL): "admin" | "open" {
  return url.pathname === "/guard/admin" || url.pathname.startsWith("/guard/admin/") ? "admin" : "open";
}

/** What middleware took a request for; the page must see the same address. */
export function guardOf({ locals, url }: Pick<RouteContext, "locals" | "url">): string {
  return locals.area === guardedArea(url) ? String(locals.area) : `${locals.area} and ${guardedArea(url)}`;
}

/** Names the page that answered. */
export function handledBy(handler: "admin" | "open"): PageServer {
  return () => ({ responseOptions: { headers: { "x-handler": handler } } });
}
