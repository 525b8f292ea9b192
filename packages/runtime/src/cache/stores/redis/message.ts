import type { Invalidation } from "../../../api/cache-store.ts";
import { isPlainObject } from "../../../util/plain-object.ts";
import { isInvalidation } from "../../model/invalidation-name.ts";

/** What one process tells the others. */
export interface Message {
  /** The process, and which of its messages this is: it waits for an answer with that number. */
  readonly from: string;
  readonly id: number;
  readonly what: Invalidation;
}

/** @returns `undefined` for what no process of ours has sent */
export function parseMessage(text: string): Message | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Somebody else's message on our channel; the caller expects the worst.
    return undefined;
  }
  return isMessage(value) ? value : undefined;
}

function isMessage(value: unknown): value is Message {
  if (!isPlainObject(value) || !isInvalidation(value.what)) return false;
  return typeof value.from === "string" && Number.isSafeInteger(value.id);
}
