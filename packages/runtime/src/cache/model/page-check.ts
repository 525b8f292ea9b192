import type { StoredPage } from "../../api/cache-store.ts";
import { isPlainObject } from "../../util/plain-object.ts";

/** Whether a store gave a page. That its headers make a `Headers`, only making them tells. */
export function isStoredPage(value: unknown): value is StoredPage {
  return isPlainObject(value) && hasPageFields(value) && value.body instanceof Uint8Array;
}

/** Whether all of a page is there besides its bytes. */
export function hasPageFields(value: Record<string, unknown>): boolean {
  return (
    isString(value.path) &&
    [value.renderedAt, value.fresh, value.stale].every(Number.isFinite) &&
    Number.isInteger(value.status) &&
    Number(value.status) >= 200 &&
    Number(value.status) <= 599 &&
    isListOf(value.tags, isString) &&
    isListOf(value.headers, (pair) => isListOf(pair, isString) && pair.length === 2)
  );
}

export function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isListOf(value: unknown, accepts: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(accepts);
}
