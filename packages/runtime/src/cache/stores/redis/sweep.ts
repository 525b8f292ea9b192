import { foreignAliveKey, type RedisKeys } from "./keys.ts";
import type { Session } from "./session.ts";

const KEYS_PER_STEP = 200;
const PAUSE_MILLISECONDS = 20;

/**
 * Removes what builds have left of which no process runs any more, in small steps, so that Redis stays free for others.
 * Touches nothing but keys of the form that a store with this prefix makes.
 *
 * @throws an Error of Bun's client; then the rest expires by itself
 */
export async function sweepNamespaces(session: Session, prefix: string, own: RedisKeys): Promise<void> {
  const pattern = `${prefix.replace(/[\\*?[\]^-]/g, "\\$&")}*`;
  let cursor = "0";
  do {
    const reply = await session.send("SCAN", [cursor, "MATCH", pattern, "COUNT", String(KEYS_PER_STEP)]);
    if (!Array.isArray(reply) || !Array.isArray(reply[1])) return;
    cursor = String(reply[0]);
    await removeDead(session, reply[1], prefix, own);
    await Bun.sleep(PAUSE_MILLISECONDS);
  } while (cursor !== "0");
}

async function removeDead(session: Session, found: unknown[], prefix: string, own: RedisKeys): Promise<void> {
  const byAliveKey = new Map<string, string[]>();
  for (const key of found) {
    const aliveKey = typeof key === "string" ? foreignAliveKey(key, prefix, own) : undefined;
    if (aliveKey === undefined) continue;
    byAliveKey.set(aliveKey, [...(byAliveKey.get(aliveKey) ?? []), String(key)]);
  }
  for (const [aliveKey, keys] of byAliveKey) {
    if (!(await session.send("EXISTS", [aliveKey]))) await session.send("UNLINK", keys);
  }
}
