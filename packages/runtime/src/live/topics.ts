import type { Invalidation } from "../api/cache-store.ts";

/** Bytes of a topic's id: with 10,000 topics, two that are the same are as good as impossible, and would only refresh too often. */
export const TOPIC_BYTES = 8;

/** What a page depends on. */
export interface LiveTopics {
  /** The canonical path. */
  readonly path: string;
  readonly tags: readonly string[];
}

/** The ids of the topics of a page: what its visitors see of them says nothing of their names. */
export function topicsOf({ path, tags }: LiveTopics): Buffer {
  return Buffer.concat([hash(`path ${withoutSlash(path)}`), ...tags.map((tag) => hash(`tag ${tag}`))]);
}

/** The topic that an invalidation is about, as the key of a map; `undefined` if it is about all. */
export function topicKey(what: Invalidation): string | undefined {
  if (what.kind === "all") return undefined;
  const id = what.kind === "path" ? hash(`path ${withoutSlash(what.path)}`) : hash(`tag ${what.tag}`);
  return id.toString("latin1");
}

/** The keys of topics by their ids. */
export function topicKeys(ids: Buffer): string[] {
  const keys: string[] = [];
  for (let at = 0; at < ids.byteLength; at += TOPIC_BYTES)
    keys.push(ids.toString("latin1", at, at + TOPIC_BYTES));
  return keys;
}

/** Development knows no canonical form of invalidated paths, and `trailingSlash: "ignore"` has two for a page. */
function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

function hash(text: string): Buffer {
  return new Bun.CryptoHasher("sha256").update(text).digest().subarray(0, TOPIC_BYTES);
}
