import { listenErrors } from "../diagnostics/listen-errors.ts";

/**
 * Makes room for a Unix socket: removes the file that a killed server left behind.
 *
 * @throws {BunsenError} SOCKET_IN_USE if somebody listens on it, NOT_A_SOCKET if the file is something else
 */
export async function makeRoomForSocket(path: string): Promise<void> {
  // Only here, because loading it takes 4 MB of memory.
  const { lstat, unlink } = process.getBuiltinModule("node:fs/promises");
  const file = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw listenErrors.cannotListen(path, error.message);
  });
  if (!file) return;
  if (!file.isSocket()) throw listenErrors.notASocket(path);
  if (await isListening(path)) throw listenErrors.socketInUse(path);
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw listenErrors.cannotListen(path, error.message);
  });
}

async function isListening(path: string): Promise<boolean> {
  try {
    const socket = await Bun.connect({ unix: path, socket: { data: () => undefined } });
    socket.end();
    return true;
  } catch {
    return false;
  }
}
