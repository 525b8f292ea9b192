import type { Invalidation } from "../../api/cache-store.ts";
import { isPlainObject } from "../../util/plain-object.ts";

/** Whether a message of another process is an invalidation. */
export function isInvalidation(value: unknown): value is Invalidation {
  if (!isPlainObject(value)) return false;
  const { kind, path, tag } = value;
  return (
    kind === "all" ||
    (kind === "path" && typeof path === "string") ||
    (kind === "tag" && typeof tag === "string")
  );
}

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
