import type { Session } from "./session.ts";

/** The bytes under a key; `undefined` without asking for them if they are too many. */
export async function readBytes(
  session: Session,
  key: string,
  maximum: number,
): Promise<Uint8Array | undefined> {
  const length = await session.send("STRLEN", [key]);
  if (typeof length !== "number" || length === 0 || length > maximum) return undefined;
  return (await session.bytes(key)) ?? undefined;
}

/** What `reading` gives; `undefined` if a key holds another type of value, which is not ours. */
export async function unlessWrongType<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (startsWith(error, "WRONGTYPE")) return undefined;
    throw error;
  }
}

/** What tells this Redis process from one before a restart and from its replicas; empty where that is a secret. */
export async function serverId(session: Session): Promise<string> {
  try {
    return /^run_id:(\w+)/m.exec(String(await session.send("INFO", ["server"])))?.[1] ?? "";
  } catch (error) {
    if (startsWith(error, "NOPERM")) return "";
    throw error;
  }
}

function startsWith(error: unknown, word: string): boolean {
  return error instanceof Error && error.message.startsWith(word);
}
