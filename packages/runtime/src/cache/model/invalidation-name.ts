import type { Invalidation } from "../../api/cache-store.ts";

/** One text for each path and each tag, as stores remember what was invalidated. */
export function invalidationName(what: Exclude<Invalidation, { kind: "all" }>): string {
  return what.kind === "path" ? pathName(what.path) : tagName(what.tag);
}

/** The names whose invalidation makes a page invalid. */
export function namesOf(page: { readonly path: string; readonly tags: readonly string[] }): string[] {
  return [pathName(page.path), ...page.tags.map(tagName)];
}

export const pathName = (path: string): string => `p${path}`;
export const tagName = (tag: string): string => `t${tag}`;
